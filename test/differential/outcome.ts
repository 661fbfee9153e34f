/** What an application sees of a build: fields that can be compared, or the error. */
export type Outcome = Record<string, unknown>

interface Built {
  toSQL(): object
}

/** All that an application can see of one build, less the id that is new for each. */
export function outcome(build: () => unknown): Outcome {
  try {
    const query = (build() as Built).toSQL() as Outcome & { toNative(): object }
    const native = { ...query.toNative() }
    const { __knexQueryUid: uid, ...fields } = { ...query } as Outcome
    for (const name of ['bindings', 'returning', 'outBinding', 'as']) {
      if (name in fields) fields[name] = comparable(fields[name])
    }
    if ('bindings' in native) native.bindings = comparable(native.bindings)
    // Oracle's, of all columns: a function that no answer can be had of here.
    if ('returningSql' in fields) fields['returningSql'] = typeof fields['returningSql']
    if ('output' in fields) fields['output'] = answersOf(fields['output'] as Output)
    return { keys: Object.keys(query), fields, uid: isUid(uid) ? 'an id' : uid, native }
  } catch (error) {
    return { error: nameOf(error) }
  }
}

/** The text an application sees when it logs a query, with its values written out. */
export function textOf(build: () => unknown): Outcome {
  try {
    return { text: String(build()) }
  } catch (error) {
    return { error: nameOf(error) }
  }
}

/** Names one query's run: another for each build. */
function isUid(value: unknown): boolean {
  return typeof value === 'string' && /^[\w-]{21}$/.test(value)
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error)
}

/** A raw that was given comes back as it is: another object for each Knex. And no two invalid dates are equal. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (value instanceof Date && isNaN(value.getTime())) return 'an invalid date'
  if (!(value instanceof Object)) return value
  // Oracle's, of a column that is returned.
  if ('columnName' in value) return { columnName: comparable(value.columnName) }
  // Not asked for its text: that would be another build.
  if ('_single' in value) return ['a query', value._single]
  return 'toQuery' in value ? `raw: ${(value as { toQuery(): string }).toQuery()}` : value
}

/** Reads a driver's response, and may ask the database more. */
type Output = (this: { query(query: object): Promise<void> }, response: unknown) => unknown

/** What it makes of a response, and what it asks: a function is known by its answers. */
function answersOf(output: Output): Outcome {
  const asked: object[] = []
  const query = (question: object): Promise<void> => {
    asked.push(question)
    return Promise.resolve()
  }
  const answer = output.call({ query }, RESPONSE)
  return { answer: answer instanceof Promise ? 'a promise' : answer, asked }
}

/** Two columns of a table, as every driver would describe them, all at once. */
const COLUMNS = [
  {
    ...{ column_name: 'id', data_type: 'integer', character_maximum_length: null },
    ...{ is_nullable: 'NO', column_default: 'nextval(1)' },
    ...{ COLUMN_NAME: 'id', DATA_TYPE: 'int', CHARACTER_MAXIMUM_LENGTH: null },
    ...{ IS_NULLABLE: 'NO', COLUMN_DEFAULT: 'NULL' },
    ...{ name: 'id', type: 'INTEGER', notnull: 1, dflt_value: null },
    ...{
      0: { value: 'id' },
      1: { value: null },
      2: { value: 'int' },
      3: { value: null },
      4: { value: 'NO' },
    },
  },
  {
    ...{ column_name: 'a', data_type: 'character varying', character_maximum_length: 30 },
    ...{ is_nullable: 'YES', column_default: null },
    ...{ COLUMN_NAME: 'a', DATA_TYPE: 'varchar', CHARACTER_MAXIMUM_LENGTH: 30 },
    ...{ IS_NULLABLE: 'YES', COLUMN_DEFAULT: 'x' },
    ...{ name: 'a', type: 'VARCHAR(30)', notnull: 0, dflt_value: 'x' },
    ...{
      0: { value: 'a' },
      1: { value: 'x' },
      2: { value: 'varchar' },
      3: { value: 30 },
      4: { value: 'YES' },
    },
  },
]
const RESPONSE = Object.assign([...COLUMNS], { rows: COLUMNS })
