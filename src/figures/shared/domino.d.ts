/** The package's own declarations carry the name it had before. */
declare module '@mixmark-io/domino' {
  const domino: { createDocument(html?: string): Document };
  export default domino;
}
