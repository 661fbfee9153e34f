import { register } from 'prom-client'

/* Preloaded: an application that has set its registry to OpenMetrics. */

register.setContentType('application/openmetrics-text; version=1.0.0; charset=utf-8' as never)
