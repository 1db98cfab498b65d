/** What turns a chapter file into a chapter, in the order in which it must happen. */
import { remarkBeside } from './beside.ts';
import { remarkHeadings } from './headings.ts';
import { remarkInlineMath } from './inline-math.ts';
import { remarkNotes } from './notes.ts';
import { remarkParagraphs } from './paragraphs.ts';
import { remarkReferences } from './references.ts';

export const remarkChapter = [
  remarkParagraphs,
  remarkHeadings,
  remarkInlineMath,
  remarkReferences,
  remarkNotes,
  remarkBeside,
];
