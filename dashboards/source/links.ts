import type { Builder } from '@grafana/grafana-foundation-sdk/cog'
import { DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard'
import type { DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard'
import { docsUrl } from './runbook.js'

/** All dashboards of Knexodus have it. */
export const TAG = 'knexodus'

/** A link out of Grafana, in a tab of its own. */
export function linkTo(title: string, url: string): Builder<DashboardLink> {
  return link({ title, type: DashboardLinkType.Link, icon: 'doc', url, targetBlank: true })
}

/** What stands beside the variables: the other dashboards, with the same choice and time, and the documents. */
export function dashboardLinks(): Builder<DashboardLink>[] {
  return [
    link({ title: 'Knexodus', type: DashboardLinkType.Dashboards, icon: 'external link', tags: [TAG] }),
    linkTo('Runbook', docsUrl('runbook.md')),
    linkTo('Metrics', docsUrl('metrics.md')),
  ]
}

/** Plain, because the library's builder hides links in a menu of newer versions of Grafana, and cannot be told not to. */
function link(fields: Partial<DashboardLink> & Pick<DashboardLink, 'title' | 'type' | 'icon'>) {
  const whole: DashboardLink = {
    tooltip: '',
    tags: [],
    asDropdown: false,
    targetBlank: false,
    includeVars: fields.type === DashboardLinkType.Dashboards,
    keepTime: fields.type === DashboardLinkType.Dashboards,
    ...fields,
  }
  return { build: () => whole }
}
