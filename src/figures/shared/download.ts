/** Hands the reader a file that was made in the page. */
export function download(name: string, type: string, content: string | Blob): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // Browsers that have begun to save no longer need the address.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
