import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Result } from '../results.js'
import { plotOf } from './plot.js'

const DOCS = join(__dirname, '../../docs')

/** Draws every report that has ratios into `docs/`. */
export function drawPlots(results: readonly Result[]): void {
  for (const { report } of results) {
    const plot = plotOf(report)
    if (plot !== undefined) writeFileSync(join(DOCS, plotName(report.name)), plot)
  }
}

/** The file of a report's plot. */
export function plotName(report: string): string {
  return `bench-${report}.svg`
}

/** Whether a report has been drawn. */
export function hasPlot(report: string): boolean {
  return existsSync(join(DOCS, plotName(report)))
}
