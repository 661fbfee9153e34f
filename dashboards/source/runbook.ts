/** Where the documents of the published package can be read. */
const DOCS = 'https://unpkg.com/knexodus/docs'

/** The alerts of `dashboards/prometheus/alerts.yml`: each has a section of its own in the runbook. */
export type AlertName =
  | 'KnexodusFastErrorBudgetBurn'
  | 'KnexodusFastWorseThanLegacy'
  | 'KnexodusFastSlowerThanLegacy'
  | 'KnexodusFastP99Regression'
  | 'KnexodusFallbackRatioHigh'
  | 'KnexodusParityMismatch'
  | 'KnexodusQuarantinedShapesGrowing'
  | 'KnexodusNothingCompared'
  | 'KnexodusFastUnavailable'
  | 'KnexodusRolloutConfigInvalid'
  | 'KnexodusRolloutConfigStale'
  | 'KnexodusRolloutDisagrees'
  | 'KnexodusTargetDown'
  | 'KnexodusMetricsAbsent'
  | 'KnexodusWorkersSilent'

/** The sections for panels that no alert belongs to. */
export type Section = 'Reading the rollout dashboard' | 'Reading the shapes dashboard' | 'Clock and runtime'

/** A section of the runbook. */
export type Topic = AlertName | Section

/** Address of a section: headings become anchors as they do on GitHub. */
export function runbookUrl(topic: Topic): string {
  return `${DOCS}/runbook.md#${topic.toLowerCase().replaceAll(' ', '-')}`
}

/** Address of a page of the documentation. */
export function docsUrl(page: 'runbook.md' | 'metrics.md'): string {
  return `${DOCS}/${page}`
}
