import { OutOfStockError } from './app/services/checkout.js'

/** SQLSTATE class 23: a taken e-mail address, a customer who was never there. */
const INTEGRITY_VIOLATION = '23'

/** Whether an operation failed as operations of a shop do now and then, whoever built its queries. */
export function isPartOfLife(error: unknown): error is Error {
  if (error instanceof OutOfStockError) return true
  return isOfClass(error, INTEGRITY_VIOLATION)
}

/** Whether it is an error of the database of that class of SQLSTATE. */
export function isOfClass(error: unknown, sqlStateClass: string): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(sqlStateClass)
}
