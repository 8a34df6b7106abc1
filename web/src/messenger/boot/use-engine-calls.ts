import { type QueryKey, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { newKey } from '#web/kit/api/api.ts'
import { NetworkFailure } from '#web/kit/api/api-failure.ts'
import { useEngine, useMessenger } from './engine-context.ts'

/** A command of the profile whose messenger this is; after a lost answer the same input goes under the same key. */
export function useEngineCommand<O extends Operation>(operation: O, onDone?: (output: OutputOf<O>) => void) {
  const engine = useEngine()
  const unanswered = useRef<{ input: string; key: string } | null>(null)
  return useMutation<OutputOf<O>, Error, InputOf<O>>({
    networkMode: 'always',
    mutationFn: async (input) => {
      const text = JSON.stringify(input)
      const key = unanswered.current?.input === text ? unanswered.current.key : newKey()
      try {
        const output = await engine.call(operation, input, key)
        unanswered.current = null
        return output
      } catch (error) {
        unanswered.current = error instanceof NetworkFailure ? { input: text, key } : null
        throw error
      }
    },
    onSuccess: (output) => onDone?.(output),
  })
}

/** The key of an answer that belongs to this profile only. */
export function useOwnKey(...parts: readonly unknown[]): QueryKey {
  const profileId = useMessenger(({ sync }) => sync.profileId)
  return ['im', profileId, ...parts]
}

/**
 * How a list of the server is asked that no device keeps: anew whenever it is opened, with a network alone, and a failure is
 * told at once.
 */
export function useAskedAnew() {
  const enabled = useMessenger((state) => state.phase === 'stream')
  return { enabled, gcTime: 0, networkMode: 'always', retry: false } as const
}
