import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { DATASOURCE } from './panels/words.js'

/**
 * What can be chosen at the top of every dashboard. "All" is `.*`, which an absent label matches as well: applications that name no
 * database need no other dashboard.
 */
export function variables(): (DatasourceVariableBuilder | QueryVariableBuilder)[] {
  return [
    new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
    chosenFrom('job', 'Job', ''),
    chosenFrom('instance', 'Instance', '{job=~"$job"}'),
    chosenFrom('database', 'Database', '{job=~"$job", instance=~"$instance"}'),
  ]
}

function chosenFrom(label: string, title: string, matchers: string): QueryVariableBuilder {
  const query = `label_values(knexodus_build_info${matchers}, ${label})`
  return new QueryVariableBuilder(label)
    .label(title)
    .datasource(DATASOURCE)
    .query({ query, refId: label })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: ['All'], value: ['$__all'] })
}
