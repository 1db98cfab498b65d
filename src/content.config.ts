import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { thumbnails } from './components/thumbnails/names.ts';

const chapters = defineCollection({
  loader: glob({ base: './content/chapters', pattern: '{en,zh}/*.mdx' }),
  schema: z.object({
    title: z.string().describe('The name of the chapter, without its number.'),
    number: z.number().int().positive().describe('Its place in the book, the same as in the name of the file.'),
    part: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    standfirst: z.string().describe('Two sentences under the title: what the reader will have understood.'),
    summary: z.string().describe('One line for the list of chapters.'),
    thumbnail: z.enum(thumbnails).describe('The drawing in the list of chapters.'),
  }),
});

export const collections = { chapters };
