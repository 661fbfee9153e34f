import build from './build.js'
import { makeEmitters } from './emitters.js'
import type { Benchmark } from './report.js'

/** The building of queries in a process that has made sockets, servers and streams before, as an application has. */
const benchmark: Benchmark = {
  name: 'build-in-application',
  run: async (effort) => {
    makeEmitters()
    const { tables } = await build.run(effort)
    return {
      name: 'build-in-application',
      title: 'Building a query in an application',
      about:
        'The same once more, in a process that has made event emitters of many kinds before, as one with sockets, servers and streams does. Each of Knex’s query builders is one, and takes some 50 ns longer to make then, whoever compiles it.',
      tables: tables.map(({ name, ratios, figures }) => ({ name, ratios, figures })),
    }
  },
}
export default benchmark
