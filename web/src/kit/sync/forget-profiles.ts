const PREFIX = 'parta.im.'
/** Names of the databases of this browser, for browsers that do not list them. */
const NAMES_KEY = 'parta.im.databases'

/** The name of the database of one profile; it is remembered, so that it can be deleted. */
export function databaseNameOf(profileId: string): string {
  const name = `${PREFIX}${profileId}`
  try {
    localStorage.setItem(NAMES_KEY, JSON.stringify([...new Set([...rememberedNames(), name])]))
  } catch {
    // Without storage the database cannot be opened either.
  }
  return name
}

/** Deletes everything that this browser keeps of all profiles but these: at sign-out of none. */
export async function forgetProfiles(but: readonly string[] = []): Promise<void> {
  const kept = new Set(but.map((profileId) => `${PREFIX}${profileId}`))
  const listed = await Promise.resolve(indexedDB.databases?.()).catch(() => undefined)
  const names = new Set(rememberedNames())
  for (const { name } of listed ?? []) if (name?.startsWith(PREFIX)) names.add(name)
  await Promise.all([...names].filter((name) => !kept.has(name)).map(deleteDatabase))
  try {
    localStorage.setItem(NAMES_KEY, JSON.stringify([...kept].filter((name) => names.has(name))))
  } catch {
    // Without storage nothing was kept.
  }
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}

function rememberedNames(): string[] {
  try {
    return JSON.parse(localStorage.getItem(NAMES_KEY) ?? '[]') as string[]
  } catch {
    return []
  }
}
