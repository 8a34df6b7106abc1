import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** One call of an operation: `ok` or the code of its refusal. */
  observeOperation(operation: string, outcome: string, ms: number): void
  /** One batch of the committer. */
  observeBatch(messages: number, ms: number): void
  /** Registers figures that are read when somebody asks for them. */
  gauge(name: string, help: string, read: () => number): void
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]

/** Metrics of one process. Labels are words of the contract, never ids of people. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'parta_' })
  const operations = new Histogram({
    name: 'parta_operation_seconds',
    help: 'Time of an operation from dispatch to answer',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers: [registry],
  })
  const batches = new Histogram({
    name: 'parta_commit_batch_seconds',
    help: 'Time of one batch of messages from statement to durable commit',
    buckets: SECONDS,
    registers: [registry],
  })
  const messages = new Counter({
    name: 'parta_messages_total',
    help: 'Messages committed by this process',
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observeOperation: (operation, outcome, ms) => operations.observe({ operation, outcome }, ms / 1000),
    observeBatch(count, ms) {
      batches.observe(ms / 1000)
      messages.inc(count)
    },
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    },
  }
}
