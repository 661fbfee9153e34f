import type { Facts } from './dashboard-facts.js'
import { dataPanels } from './dashboard.js'
import type { Dashboard, Panel, Place, Target } from './dashboard.js'

/** Looks for one kind of mistake, and says where it found it. */
export type Rule = (dashboard: Dashboard, facts: Facts) => string[]

const GRID_WIDTH = 24
const RUNBOOK = 'https://unpkg.com/knexodus/docs/runbook.md#'

/** The colours that say "all is well". */
const HEALTHY = /green|blue/

/** What can colour a value, and so could colour its absence. */
const COLOURED = ['stat', 'bargauge', 'state-timeline']

/** What is asked of the panels. */
export const PANEL_RULES: Readonly<Record<string, Rule>> = {
  'says what it is, what is bad and what to do': ({ panels, ...rest }) =>
    complaints(dataPanels({ panels, ...rest }), ({ title, description = '' }) => [
      title === '' && 'no title',
      !/^\S.*\S Bad: \S.*\S Do: \S.*\S$/.test(description) && `description: ${description}`,
    ]),

  'has units': (dashboard) =>
    complaints(dataPanels(dashboard), ({ fieldConfig }) => [!fieldConfig?.defaults.unit && 'no unit']),

  'takes its data from the source that is chosen': (dashboard) =>
    complaints(dataPanels(dashboard), ({ datasource, targets = [] }) => [
      targets.length === 0 && 'no query',
      ...[datasource, ...targets.map((target) => target.datasource)].map(
        (each) => (each?.type !== 'prometheus' || each.uid !== '${datasource}') && 'another data source',
      ),
    ]),

  'leads into the runbook': (dashboard, { anchors }) =>
    complaints(dataPanels(dashboard), ({ links = [] }) => [
      links.length === 0 && 'no link',
      ...links.map(({ url = '' }) => {
        const leads = url.startsWith(RUNBOOK) && anchors.has(url.slice(RUNBOOK.length))
        return !leads && `the runbook has no ${url}`
      }),
    ]),

  'has each id, title and refId once': (dashboard) => [
    ...repeated(dashboard.panels.map(({ id }) => id)),
    ...repeated(dashboard.panels.map(({ title }) => title)),
    ...dashboard.panels.flatMap(({ targets = [] }) => repeated(targets.map(({ refId }) => refId))),
  ],

  'lies on the grid': ({ panels }) =>
    complaints(panels, ({ gridPos: { x, y, w, h } }) => [
      x + w > GRID_WIDTH && 'too wide',
      (x < 0 || y < 0 || w <= 0 || h <= 0) && 'no place',
    ]),

  'has no panel over another': ({ panels }) =>
    panels.flatMap((panel, index) =>
      panels
        .slice(index + 1)
        .filter((other) => overlap(panel.gridPos, other.gridPos))
        .map((other) => `${panel.title} and ${other.title}`),
    ),

  'never shows no data as healthy': (dashboard) =>
    complaints(
      dataPanels(dashboard).filter(({ type }) => COLOURED.includes(type)),
      ({ fieldConfig }) => [
        fieldConfig?.defaults.noValue !== 'no data' && 'no words for no data',
        HEALTHY.test(colourOfNothing(fieldConfig?.defaults.mappings) ?? 'green') && 'no data looks healthy',
      ],
    ),

  'does not take the dead for healthy': (dashboard, { prefix }) =>
    complaints(
      dataPanels(dashboard).filter(({ type }) => type === 'stat' || type === 'bargauge'),
      ({ targets = [] }) =>
        targets.map(
          ({ expr }) =>
            /\b(?:rate|increase)\(/.test(expr) &&
            !new RegExp(`(and on \\(\\)|or 0 \\*) count\\(${prefix}build_info\\{`).test(expr) &&
            'what a process did before now outlives it',
        ),
    ),

  'names a hundred instances so that they can be read': (dashboard) =>
    complaints(
      dataPanels(dashboard).filter(
        ({ type, targets = [] }) => type === 'timeseries' && targets.some(isByInstance),
      ),
      ({ options }) => [
        (options?.legend?.displayMode !== 'table' || options.legend.sortBy !== 'Last') && 'no sorted table',
        options?.tooltip?.mode !== 'single' && 'a tooltip of all of them',
      ],
    ),

  'shows the numbers of now': (dashboard) =>
    complaints(
      dataPanels(dashboard).filter(({ type }) => type === 'stat' || type === 'bargauge'),
      ({ targets = [] }) => [
        targets.some(({ instant }) => instant !== true) && 'the last value of the range',
      ],
    ),
}

function isByInstance({ legendFormat = '' }: Target): boolean {
  return legendFormat.includes('{{instance}}')
}

type Mappings = NonNullable<Panel['fieldConfig']>['defaults']['mappings']

function colourOfNothing(mappings: Mappings = []): string | undefined {
  return mappings.find(({ type, options }) => type === 'special' && options.match === 'null+nan')?.options
    .result?.color
}

function complaints(panels: readonly Panel[], find: (panel: Panel) => (string | false)[]): string[] {
  return panels.flatMap((panel) =>
    find(panel)
      .filter((found) => found !== false)
      .map((found) => `${panel.title}: ${found}`),
  )
}

function repeated(values: readonly (string | number)[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index).map((value) => `${value} twice`)
}

function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}
