/**
 * What a device computed how fast: what is measured, the plain data that comes of it, and the same read back from where
 * a page kept it. The page knows no more of measuring than this file.
 *
 * Letters: n side of a square product, H hidden size.
 */

import type { PathName } from '../engine/compute.ts';

/** product: of two (n, n) matrices. update: one step of training an LSTM. */
export const speedKinds = ['product', 'update'] as const;
export type SpeedKind = (typeof speedKinds)[number];

/** Single precision, all of them: typed arrays, plain and relaxed WASM, a graphics processor. */
export const speedPaths = ['float32', 'wasm', 'relaxed', 'webgl'] as const satisfies readonly PathName[];
export type SpeedPath = (typeof speedPaths)[number];

/** What is timed: products by n, updates by H. An update is unrolled on WebGL2, which tells nothing more than products do. */
export const speedPlan = {
  product: { sizes: [32, 64, 128, 256, 512], paths: speedPaths },
  update: { sizes: [4, 8, 16, 32, 64, 128], paths: ['float32', 'wasm', 'relaxed'] },
} as const satisfies Record<SpeedKind, { sizes: readonly number[]; paths: readonly SpeedPath[] }>;

/** The training that is timed, but for its H: batches of 32 sequences of 22 steps; forward, back, clip, Adam. */
export const timedRun = { task: 'remember', cell: 'lstm', lag: 20, batch: 32, steps: 22 } as const;

/** Milliseconds for one timing, about; a single product or update that would take longer than `longestMs` is left out. */
export const eachMs = 250;
export const longestMs = 1500;

/** All of it, in seconds, on a device that has every path and is not busy. */
export const mostSeconds = Math.ceil(
  speedKinds.reduce((sum, kind) => sum + speedPlan[kind].paths.length * speedPlan[kind].sizes.length * eachMs, 0) /
    1000,
);

/** Why there is no number. */
export const gapReasons = [
  'noFile',
  'noSimd',
  'noRelaxedSimd',
  'noWebgl',
  'noFloatTargets',
  'wrongProduct',
  'tooSlow',
  'failed',
] as const;
export type GapReason = (typeof gapReasons)[number];

export interface SpeedRow {
  readonly kind: SpeedKind;
  readonly path: SpeedPath;
  /** n or H. */
  readonly size: number;
  /** Of one product or one update. */
  readonly ms: number;
}

export interface SpeedGap {
  readonly kind: SpeedKind;
  readonly path: SpeedPath;
  /** From which size on there is nothing. */
  readonly from: number;
  readonly reason: GapReason;
}

/** From which size one path is faster than another wherever both were timed; null for nowhere. */
export interface Lead {
  readonly kind: SpeedKind;
  readonly path: SpeedPath;
  readonly over: SpeedPath;
  readonly from: number | null;
}

export interface Renderer {
  /** As the browser words it; empty where it does not say. */
  readonly name: string;
  /** Whether the name is one of a program that draws without a graphics processor. */
  readonly isSoftware: boolean;
}

/** To be raised whenever what is measured changes so much that old results say nothing. */
export const SPEEDS_VERSION = 1;

export interface Speeds {
  readonly version: number;
  readonly rows: readonly SpeedRow[];
  readonly gaps: readonly SpeedGap[];
  readonly leads: readonly Lead[];
  /** What draws for WebGL2; null where there is none. */
  readonly renderer: Renderer | null;
}

export const noSpeeds: Speeds = { version: SPEEDS_VERSION, rows: [], gaps: [], leads: [], renderer: null };

/** GFLOP/s of a product, counting its 2 n³ multiplications and additions; updates a second of a training. */
export function rateOf({ kind, size, ms }: Pick<SpeedRow, 'kind' | 'size' | 'ms'>): number {
  return kind === 'product' ? (2 * size * size * size) / (ms * 1e6) : 1000 / ms;
}

/** What a page kept, as text; null when it is not what this version writes. */
export function readSpeeds(text: string | null): Speeds | null {
  try {
    const speeds = JSON.parse(text ?? '') as Speeds;
    return isSpeeds(speeds) ? speeds : null;
  } catch {
    return null;
  }
}

function isSpeeds(it: Speeds): boolean {
  const isListed = ({ kind, path }: Pick<SpeedRow, 'kind' | 'path'>) =>
    speedKinds.includes(kind) && speedPaths.includes(path);
  return (
    it.version === SPEEDS_VERSION &&
    it.rows.every((row) => isListed(row) && isSize(row.kind, row.size) && Number.isFinite(row.ms) && row.ms > 0) &&
    it.gaps.every((gap) => isListed(gap) && isSize(gap.kind, gap.from) && gapReasons.includes(gap.reason)) &&
    it.leads.every((lead) => isListed(lead) && speedPaths.includes(lead.over)) &&
    it.leads.every(({ kind, from }) => from === null || isSize(kind, from)) &&
    (it.renderer === null || typeof it.renderer.name === 'string')
  );
}

function isSize(kind: SpeedKind, size: number): boolean {
  return (speedPlan[kind].sizes as readonly number[]).includes(size);
}
