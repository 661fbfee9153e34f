import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

const FOLDER = path.resolve(__dirname, '../../dashboards/prometheus')

type Labels = Readonly<Record<string, string>>

/** An alerting rule, as it is written. */
export interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Labels
  readonly annotations: Labels
}

/** A recording rule, as it is written. */
export interface RecordingRule {
  readonly record: string
  readonly expr: string
}

/** What a test expects of an alert at one moment; without `exp_alerts`, that it does not fire. */
export interface AlertExpectation {
  readonly alertname: string
  readonly exp_alerts?: readonly { readonly exp_labels: Labels; readonly exp_annotations: Labels }[]
}

interface TestCase {
  readonly name: string
  readonly alert_rule_test?: readonly AlertExpectation[]
}

/** A file of tests for promtool, as far as the checks look into it. */
export interface RuleTests {
  readonly file: string
  readonly group_eval_order: readonly string[]
  readonly tests: readonly TestCase[]
}

/** The alerts that are shipped. */
export function readAlerts(): AlertRule[] {
  return readGroups<AlertRule>('alerts.yml').flatMap(({ rules }) => rules)
}

/** The recording rules that are shipped. */
export function readRecordings(): RecordingRule[] {
  return readGroups<RecordingRule>('recording.yml').flatMap(({ rules }) => rules)
}

/** Names of all groups of rules. */
export function groupNames(): string[] {
  return ['recording.yml', 'alerts.yml'].flatMap((file) => readGroups(file).map(({ name }) => name))
}

/** The tests of the rules, by file. */
export function readRuleTests(): RuleTests[] {
  return readdirSync(path.join(FOLDER, 'tests')).map((file) => {
    const text = readFileSync(path.join(FOLDER, 'tests', file), 'utf8')
    return { file, ...(parse(text) as Omit<RuleTests, 'file'>) }
  })
}

interface Group<Rule> {
  readonly name: string
  readonly rules: readonly Rule[]
}

function readGroups<Rule>(file: string): readonly Group<Rule>[] {
  const { groups } = parse(readFileSync(path.join(FOLDER, file), 'utf8')) as { groups: Group<Rule>[] }
  return groups
}
