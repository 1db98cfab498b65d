import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';

/** Lets emphasis open and close beside Chinese punctuation, where CommonMark would leave the asterisks standing. */
export function remarkCjkFriendly(this: { data(): Record<string, unknown> }): void {
  const data = this.data();
  data.micromarkExtensions = [...((data.micromarkExtensions as unknown[] | undefined) ?? []), cjkFriendlyExtension()];
}
