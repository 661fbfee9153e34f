import type { Logger } from 'pino'
import { pino } from 'pino'

/** A real pino that writes to memory, and the lines it wrote. */
export interface MemoryLogger {
  readonly logger: Logger
  readonly lines: Record<string, unknown>[]
}

export function createMemoryLogger(): MemoryLogger {
  const lines: Record<string, unknown>[] = []
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>)
  return { logger: pino({ base: null, timestamp: false, level: 'trace' }, { write }), lines }
}
