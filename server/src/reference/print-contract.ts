import { errors } from '#contract/errors.ts'
import { events } from '#contract/events.ts'
import { STATUS_OF_KIND } from '#contract/kit/errors.ts'
import type { EventDeclaration } from '#contract/kit/event.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'
import { schoolOperations } from '#contract/school/school-operations.ts'
import { variables } from '../platform/config/config.ts'

/** `contract/contract.json`: its diff is the review of the API. */
export function printContract(): string {
  const printed = {
    operations: printOperations(operations),
    schoolOperations: printOperations(schoolOperations),
    events: events as Record<string, EventDeclaration>,
    errors,
  }
  return `${JSON.stringify(printed, null, 2)}\n`
}

function printOperations(registry: Readonly<Record<string, Operation>>) {
  const printed = Object.values(registry).map(({ id, ...operation }) => {
    return [id, { ...operation, errors: [...operation.errors].sort() }] as const
  })
  return Object.fromEntries(printed)
}

/** `docs/errors.md`. */
export function printErrors(sentences: Readonly<Record<string, string>>): string {
  const users = new Map<string, string[]>()
  for (const operation of [...Object.values<Operation>(operations), ...Object.values<Operation>(schoolOperations)]) {
    for (const code of operation.errors) users.set(code, [...(users.get(code) ?? []), operation.id])
  }
  const rows = Object.entries(errors).map(
    ([code, kind]) =>
      `| \`${code}\` | ${STATUS_OF_KIND[kind]} | ${sentences[code] ?? ''} | ${(users.get(code) ?? ['any']).join(', ')} |`,
  )
  return [
    '# Errors',
    '',
    'Printed from the contract. Refusals are RFC 9457 problem details with the members `code`, `details` and `requestId`.',
    '',
    '| code | status | sentence | operations |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** `docs/config.md`. */
export function printConfig(): string {
  const rows = Object.values(variables).map(
    (variable) =>
      `| \`${variable.name}\` | ${variable.shown === '' ? '–' : `\`${variable.shown}\``} | ${variable.secret ? 'secret' : 'public'} | ${variable.sentence} |`,
  )
  return [
    '# Configuration',
    '',
    'Printed from `server/src/platform/config/config.ts`. An empty environment is a working single machine.',
    '',
    '| variable | default | | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
