import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { create } from 'zustand'
import { listScheduled, removeScheduled, type Scheduled } from '#contract/messenger/scheduled.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { t } from './scheduled.texts.ts'

/** For so long what was deleted may be taken back; until then the server keeps it. Milliseconds. */
const UNDO_MS = 8_000

/** Ids of what is deleted as soon as nobody can take that back any more. */
const useRemoving = create<{ ids: readonly string[] }>()(() => ({ ids: [] }))

/** Messages that wait for their time, and those that could not be sent, as all devices of the person have them. */
export function useScheduled() {
  const engine = useEngine()
  const queries = useQueryClient()
  const live = useMessenger((state) => state.phase === 'stream')
  const key = useOwnKey('scheduled')
  const name = JSON.stringify(key)
  const removing = useRemoving((state) => state.ids)
  const found = useQuery({
    queryKey: key,
    enabled: live,
    networkMode: 'always',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => engine.call(listScheduled, {}),
  })
  useEffect(() => {
    // Several parts of the screen show the list: one of them is enough to ask for it.
    const refresh = () =>
      void queries.invalidateQueries({ queryKey: JSON.parse(name) as unknown[] }, { cancelRefetch: false })
    const stopEvents = engine.onEvent(({ e }) => {
      if (e === 'scheduled.changed') refresh()
    })
    const stopPhases = engine.store.subscribe(({ phase }, before) => {
      // What has happened before was not told.
      if (phase === 'stream' && before.phase !== 'stream') refresh()
    })
    return () => {
      stopEvents()
      stopPhases()
    }
  }, [engine, queries, name])
  const list = (found.data?.list ?? []).filter(({ id }) => !removing.includes(id))
  return { list, isLoading: found.data === undefined && found.error === null, error: found.error }
}

/** Deletes what waits, with a way to take that back. */
export function useRemove(): (scheduled: Scheduled) => void {
  const engine = useEngine()
  return ({ id, chatId }) => {
    const keep = () => useRemoving.setState(({ ids }) => ({ ids: ids.filter((each) => each !== id) }))
    useRemoving.setState(({ ids }) => ({ ids: [...ids, id] }))
    const timer = setTimeout(() => {
      engine.call(removeScheduled, { chatId, id }).then(
        // The list is told in a moment; until then it stays away.
        () => setTimeout(keep, UNDO_MS),
        (error: unknown) => {
          keep()
          showFailure(explain(error).sentence)
        },
      )
    }, UNDO_MS)
    showToast(t.removed, {
      until: Date.now() + UNDO_MS,
      act: () => {
        clearTimeout(timer)
        keep()
      },
    })
  }
}
