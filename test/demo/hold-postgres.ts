import { startPostgres } from '../../demo/postgres.js'

/** Starts a PostgreSQL, says where, and does nothing until it is killed. */
void startPostgres().then(({ pid, folder }) => {
  process.stdout.write(`${JSON.stringify({ pid, folder })}\n`)
  setInterval(() => undefined, 60_000)
})
