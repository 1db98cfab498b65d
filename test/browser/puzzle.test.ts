/** The exercise of the LSTM chapter from end to end by keyboard, and its link. */
import { inspectAccessibility } from '../../src/commands/shared/accessibility.ts';
import { expect, test } from './fixtures.ts';
import { chapter, grid, open, ready, status, step, unit } from './stepper-figure.ts';

test('the exercise of the LSTM chapter is done by keyboard alone', async ({ page }) => {
  // The letter is forgotten where the chapter says: the unit's forget gate shut, and its link to the state seen.
  const lstm = await open(page, chapter);
  await grid(lstm).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(status(lstm)).toContainText(`Forget gate of unit ${unit}`);
  await expect(status(lstm)).toContainText('0.00');
  await expect(grid(lstm)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(status(lstm)).toContainText(`Step ${step} of 24.`);

  // And the puzzle: from its first number by the tab key to its check.
  const exercise = page.locator('[data-figure="remember"]');
  await exercise.scrollIntoViewIfNeeded();
  await expect(exercise).toHaveAttribute('data-ready', '');
  const found = exercise.locator('.exercise-found');
  await expect(found).toContainText('Check runs the cell');
  await exercise.getByRole('textbox').first().focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('five');
  await page.keyboard.press('Tab');
  await expect(exercise.getByRole('alert').filter({ hasText: 'from −20 to 20' })).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(exercise.getByRole('button', { name: 'Check', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(found).toHaveText(
    /^Not yet\. It answers right on \d+ of 64 fresh sequences\. What came first is lost after/,
  );
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  await expect(found).toContainText('Check runs the cell');
  await page.keyboard.press('Enter');
  await expect(found).toHaveText('Solved. All 64 fresh sequences are answered right.');

  await expect(page).toHaveURL(/f=remember&v=1&check=yes&f=remember-cell&v=1&w=bif1:5,bif2:5/);
  expect((await inspectAccessibility(page, { within: '[data-figure="remember"]' })).violations).toEqual([]);
  await page.reload();
  await exercise.scrollIntoViewIfNeeded();
  await ready(page.locator('[data-figure="remember-cell"]'));
  await expect(found).toHaveText('Solved. All 64 fresh sequences are answered right.');
});
