/** The stepper of the LSTM chapter, as the browser tests find it on the page. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { beginningOf } from '../../src/figures/cell-stepper/beginning.ts';
import { loadNetwork } from '../../src/figures/cell-stepper/network.ts';
import { lastCapital } from '../figures/stepper-networks.ts';

export const chapter = 'en/chapters/lstm-cell/';
export const weights = readFileSync('content/networks/last-capital-lstm.safetensors').toString('base64');
export const trained = loadNetwork(lastCapital('lstm'), weights);
export const { sequence, step, unit } = beginningOf(trained);
export const { letters } = sequence;
export const shutLink = `#f=lstm&v=1&force=f${unit}@${step}:0`;

export async function open(page: Page, path: string): Promise<Locator> {
  await page.goto(path);
  const figure = page.locator('[data-figure="lstm"]');
  await ready(figure);
  return figure;
}

export async function ready(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-ready', '');
}

/** The event of a key, with what is held down: "Shift+Tab". */
export function keyOf(combination: string) {
  const parts = combination.split('+');
  const isHeld = (name: string) => parts.slice(0, -1).includes(name);
  return {
    ...{ key: parts.at(-1), bubbles: true, cancelable: true },
    ...{ shiftKey: isHeld('Shift'), ctrlKey: isHeld('Control'), altKey: isHeld('Alt') },
  };
}

export const status = (figure: Locator) => figure.locator('.figure-status');
export const grid = (figure: Locator) => figure.getByRole('grid');

/** The number in the column "now". */
export function printed(figure: Locator, quantity: string, k: number, t: number): Locator {
  return figure.locator(`.stepper-now[data-quantity="${quantity}"][data-unit="${k}"][data-step="${t}"]`);
}

export async function goTo(page: Page, figure: Locator, t: number): Promise<void> {
  await grid(figure).focus();
  await page.keyboard.press('Home');
  for (let k = 1; k < t; k += 1) await page.keyboard.press('ArrowRight');
}

/** The middle of a square; unit and step count from 1. */
export async function squareBox(figure: Locator, row: string, k: number, t: number): Promise<{ x: number; y: number }> {
  const strip = figure.locator(`[data-row="${row}"]`);
  await strip.scrollIntoViewIfNeeded();
  const box = await strip.boundingBox();
  if (!box) throw new Error(`The strip of ${row} is not on the page`);
  return { x: box.x + (box.width * (t - 0.5)) / 24, y: box.y + (box.height * (k - 0.5)) / 4 };
}
