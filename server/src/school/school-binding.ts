import type { SchoolOperationId, SchoolOperations } from '#contract/school/school-operations.ts'
import type { Binding, CommandContext, Handler, OwnHandler, QueryContext } from '../platform/dispatch/bind.ts'
import type { Viewer } from '../platform/dispatch/viewer.ts'
import { recording } from './acts/record-act.ts'
import { accessStanding } from './desk/access-standing.ts'
import type { Standing } from './desk/standing.ts'

type Standings<Context> = Omit<Context, 'viewer'> & { readonly standing: Standing }
type AtDesk<O extends SchoolOperations[SchoolOperationId]> = O['kind'] extends 'query'
  ? (context: Standings<QueryContext<O>>) => ReturnType<Handler<O>>
  : (context: Standings<CommandContext<O>>) => ReturnType<Handler<O>>

/**
 * Binds an operation to the function that carries it out for whoever works at the desk. His standing is read with every call, so that a right that was
 * taken is gone at once; without the right that the contract names nothing is looked at.
 */
export function bindAtDesk<const Id extends SchoolOperationId>(id: Id, handler: AtDesk<SchoolOperations[Id]>): Binding {
  const run = handler as unknown as (context: unknown) => Promise<unknown>
  return {
    id,
    own: false,
    async handler(context: never) {
      const { viewer, db, tx } = context as unknown as QueryContext<never> & CommandContext<never> & { viewer: Viewer }
      const standing = await accessStanding(tx ?? db, viewer, id)
      const { input } = context as unknown as { input: unknown }
      return recording(id, { tx, standing, input }, () => run({ ...(context as object), standing }))
    },
  }
}

/** Binds an operation that opens its transactions itself. */
export function bindOwnAtDesk<const Id extends SchoolOperationId>(
  id: Id,
  handler: OwnHandler<SchoolOperations[Id]>,
): Binding {
  return { id, own: true, handler: handler as Binding['handler'] }
}
