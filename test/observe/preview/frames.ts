import type { Series, Span } from '../live/prometheus-data.js'
import type { SavedDashboard } from '../live/save.js'
import { lookOf } from './grafana.js'
import type { FieldLook, LookPanel } from './grafana.js'

/** One series of a panel, with its name and its looks. */
export interface Frame {
  readonly name: string
  readonly refId: string
  readonly labels: Readonly<Record<string, string>>
  readonly look: FieldLook
  /** `[seconds, value]`, in order of time. */
  readonly points: readonly (readonly [number, number])[]
}

/** What a panel is drawn from. */
export interface Scene {
  readonly panel: LookPanel
  readonly frames: readonly Frame[]
  readonly span: Span
  /** When the rollout changed, in Unix seconds. */
  readonly marks: readonly number[]
  /** Size of the place there is, in pixels. */
  readonly width: number
  readonly height: number
}

/** The series of a panel, named as its legends say. */
export function framesOf(saved: SavedDashboard, panel: LookPanel): Frame[] {
  return (panel.targets ?? []).flatMap(({ refId, legendFormat = '' }) => {
    const answer = saved.answers.find((each) => each.panel === panel.id && each.refId === refId)
    return (answer?.series ?? []).map((series) => frameOf(panel, refId, legendFormat, series))
  })
}

function frameOf(panel: LookPanel, refId: string, legend: string, { metric, values }: Series): Frame {
  const name = legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? '').trim()
  const numbers = values.map(([time, value]) => [time, Number(value)] as const)
  // What is no number is a gap.
  const points = numbers.filter(([, value]) => Number.isFinite(value))
  return { name, refId, labels: metric, look: lookOf(panel, name), points }
}

/** The last value of a series. */
export function lastOf({ points }: Frame): number | undefined {
  return points.at(-1)?.[1]
}
