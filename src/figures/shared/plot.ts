/** The parts of Observable Plot that figures draw with: what is not named here does not ship. */
export { axisX, axisY, dot, gridY, line, plot, ruleX, ruleY, text } from '@observablehq/plot';
