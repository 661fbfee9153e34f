import { parse } from 'yaml'

/*
 * The rules as shipped look back over hours and days. For the rehearsal every duration in them becomes some seconds, in
 * the same order, and what is so many events in a window stays so many. Nothing else changes.
 */

/** What each duration becomes, in seconds. */
export const REHEARSED: Readonly<Record<string, number>> = {
  '1m': 3,
  '2m': 4,
  '5m': 5,
  '10m': 6,
  '15m': 8,
  '30m': 10,
  '1h': 16,
  '6h': 20,
  '1d': 26,
  '3d': 30,
}

/** What each age in a comparison with `time()` becomes; both in seconds. */
export const REHEARSED_AGES: Readonly<Record<string, number>> = { '300': 8, '3600': 12 }

interface Rule {
  readonly expr: string
  readonly for?: string
  readonly keep_firing_for?: string
}

interface Rules {
  readonly groups: readonly { readonly rules: readonly Rule[] }[]
}

/**
 * A file of rules, sped up; JSON, which is YAML as well.
 *
 * @throws Error for a duration, or an age, that the tables do not know
 */
export function rehearsed(yaml: string): string {
  const { groups } = parse(yaml) as Rules
  // A group's own interval is left out: everything is evaluated as often as the server says.
  return JSON.stringify({
    groups: groups.map(({ rules, ...group }) => ({
      ...group,
      interval: undefined,
      rules: rules.map(rehearsedRule),
    })),
  })
}

function rehearsedRule(rule: Rule): Rule {
  return {
    ...rule,
    expr: rehearsedExpression(rule.expr),
    ...(rule.for !== undefined && { for: withDurations(rule.for) }),
    ...(rule.keep_firing_for !== undefined && { keep_firing_for: withDurations(rule.keep_firing_for) }),
  }
}

/**
 * An expression with all its durations, the ages that it compares the time with, and its floors sped up.
 *
 * @throws Error for a duration or an age that the tables do not know
 */
export function rehearsedExpression(expr: string): string {
  const parts = withFloors(withAges(expr)).split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*)/)
  // Between the texts and comments; names of recorded series may end in a duration, and keep it.
  return parts.map((part, index) => (index % 2 === 1 ? part : withDurations(part))).join('')
}

function withDurations(expr: string): string {
  return expr.replaceAll(
    /(?<![\w.]|(?<!\[\w+):)\d+(?:ms|[smhdwy])\w*/g,
    (duration) => `${lengthOf(duration)}s`,
  )
}

function withAges(expr: string): string {
  return /\btime\(\)/.test(expr) ? expr.replaceAll(/([<>]=?\s*)(\d+)(?![\w.])/g, rehearsedAge) : expr
}

/**
 * A recorded rate that has to be above some number a second stands for so many events in its window. The window is
 * shorter, so the number is larger: a mean or a percentile of one sample is as worthless in a rehearsal.
 */
function withFloors(expr: string): string {
  return expr.replaceAll(
    /(:rate(\d+[mhd])(?:\{[^}]*\})?(?:\s+offset\s+\w+)?\s*>\s*)(\d[\d.]*)/g,
    (_, before: string, window: string, floor: string) =>
      `${before}${(Number(floor) * secondsOf(window)) / lengthOf(window)}`,
  )
}

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 }

function secondsOf(duration: string): number {
  return Number(duration.slice(0, -1)) * UNITS[duration.slice(-1)]!
}

function lengthOf(duration: string): number {
  const seconds = REHEARSED[duration]
  if (seconds === undefined) throw new Error(`no rehearsed length for the duration ${duration}`)
  return seconds
}

function rehearsedAge(whole: string, comparison: string, age: string): string {
  if (age === '0') return whole
  const seconds = REHEARSED_AGES[age]
  if (seconds === undefined) throw new Error(`no rehearsed length for the age ${age}`)
  return `${comparison}${seconds}`
}
