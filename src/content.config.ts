import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { loadCode } from './build/code.ts';
import { fadingSchema, loadFading } from './build/fading.ts';
import { forgettingSchema, loadForgetting } from './build/forgetting.ts';
import { loadMaterials, materialSchema } from './build/materials.ts';
import { loadNetworks } from './build/networks.ts';
import { loadOriginal, originalSchema } from './build/original.ts';
import { laboratorySchema, raceLoader, raceSchema } from './build/race.ts';
import { auditSchema, conformanceSchema, loadAudits, loadConformance } from './build/results.ts';
import { loadSweeps, sweepSchema } from './build/sweeps.ts';
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

const pages = defineCollection({
  loader: glob({ base: './content/pages', pattern: '{en,zh}/*.mdx' }),
  schema: z.object({
    title: z.string().describe('The name of the page.'),
    standfirst: z.string().describe('A sentence or two under the title.'),
  }),
});

const networks = defineCollection({
  loader: loadNetworks,
  schema: z.object({
    stepper: z.boolean().default(false).describe('Whether the stepper lists it.'),
    run: z.looseObject({ cell: z.enum(['rnn', 'lstm', 'gru']), hidden: z.number().int().positive() }),
    handSet: z.string().optional().describe('The name of what weights set by hand do; nobody trained them.'),
    accuracy: z.number().nullable(),
    loss: z.number(),
    sequences: z.number().optional().describe('Share of sequences with every answer right.'),
    tracks: z
      .object({ thing: z.string(), quantity: z.string(), unit: z.number().int().positive(), share: z.number() })
      .optional()
      .describe('The unit (from 1) that follows best what the task is about, and how much of its variation that is.'),
    parameters: z.number().int().positive(),
    weights: z.string().describe('A safetensors file in base64.'),
  }),
});

const race = defineCollection({ loader: raceLoader(), schema: raceSchema });

const fading = defineCollection({ loader: loadFading, schema: fadingSchema });
const laboratory = defineCollection({
  loader: glob({ base: './content/results', pattern: '{race,laboratory}/*.json' }),
  schema: laboratorySchema,
});

const forgetting = defineCollection({ loader: loadForgetting, schema: forgettingSchema });
const original = defineCollection({ loader: loadOriginal, schema: originalSchema });
const code = defineCollection({ loader: loadCode, schema: z.object({ file: z.string(), text: z.string() }) });

const sweeps = defineCollection({ loader: () => loadSweeps(), schema: sweepSchema });
const conformance = defineCollection({ loader: () => loadConformance(), schema: conformanceSchema });
const audits = defineCollection({ loader: () => loadAudits(), schema: auditSchema });
const materials = defineCollection({ loader: loadMaterials, schema: materialSchema });

export const collections = {
  chapters,
  pages,
  networks,
  race,
  laboratory,
  fading,
  forgetting,
  original,
  code,
  sweeps,
  conformance,
  audits,
  materials,
};
