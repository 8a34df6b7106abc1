/**
 * Makes one question to the database of many: what is asked while an answer is on its way is asked together once that
 * has come. A question that fails, fails for all who asked it.
 *
 * @param ask answers for distinct keys, at most `most` of them at once; what it leaves out is undefined
 * @param atOnce questions that may be on their way at the same time
 */
export function gather<K, V>(
  ask: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
  most: number,
  atOnce = 1,
): (key: K) => Promise<V | undefined> {
  let waiting: { key: K; resolve: (value: V | undefined) => void; reject: (error: unknown) => void }[] = []
  let asking = 0

  const run = async () => {
    while (waiting.length > 0) {
      const asked = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        const found = await ask([...new Set(asked.map(({ key }) => key))])
        for (const { key, resolve } of asked) resolve(found.get(key))
      } catch (error) {
        for (const { reject } of asked) reject(error)
      }
    }
    asking -= 1
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (asking >= atOnce) return
      asking += 1
      // One turn later, so that whoever asks in the same tick is among the first.
      queueMicrotask(() => void run())
    })
}
