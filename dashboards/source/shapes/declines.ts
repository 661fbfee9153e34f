import { SHOWN, meantForFast, perSecond, whileAlive } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { bars } from '../panels/bars.js'
import { lines } from '../panels/lines.js'
import type { UnplacedPanel } from '../panels/words.js'
import { FALLBACK_RATIO, warningFrom } from '../thresholds.js'

/** What fast does not do. */
export const DECLINES: Row = {
  title: 'What keeps fast from 100 %',
  panels: [...sized(8, 9, [byReason()]), ...sized(16, 9, [overTime()])],
}

function byReason(): UnplacedPanel {
  return bars(
    {
      title: 'Fallbacks by reason, as a share',
      what: 'Share of all builds meant for fast in the time shown that legacy served, by reason. All are 0 while nothing is meant for fast.',
      bad: 'fast_error, quarantined or unavailable; another one above 5 %.',
      act: 'look the reason up in the runbook’s table; listShapes() names the queries.',
      runbook: 'KnexodusFallbackRatioHigh',
      unit: 'percentunit',
    },
    { expr: whileAlive(`(${shareByReason(SHOWN)})`), legend: '{{reason}}' },
    { thresholds: warningFrom(FALLBACK_RATIO), max: 1 },
  )
}

function overTime(): UnplacedPanel {
  return lines(
    {
      title: 'Fallbacks by reason over time',
      what: 'Share of the builds meant for fast that legacy served, by reason, of all that is chosen above; 0 too while nothing is meant for fast.',
      bad: 'a step up without a step of the rollout: a new query, a new plugin, a new version.',
      act: 'compare with your deployments; the log has one line for each shape and reason.',
      runbook: 'KnexodusFallbackRatioHigh',
      unit: 'percentunit',
    },
    {
      queries: [{ expr: shareByReason(), legend: '{{reason}}' }],
      stacked: true,
    },
  )
}

function shareByReason(window?: string): string {
  const part = perSecond('reason', 'query_builder_fallbacks_total', '', window)
  return `${part} / on () group_left () (${meantForFast('', window)} > 0) or 0 * ${part}`
}
