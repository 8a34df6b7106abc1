import { type ComponentType, Suspense, useEffect, useState } from 'react'

/** Pages by a word of their address. */
export type WordPages = Readonly<Record<string, ComponentType & { preload?: () => Promise<void> | undefined }>>

interface PagesByWordProps {
  pages: WordPages
  word: string
  /** Stands for a word that names no page. */
  otherwise: ComponentType
}

/**
 * The page that a word of the address names. The first one appears as soon as its code is there, without the wait that
 * React puts after a placeholder; on the way to another one the former stays until that has come.
 */
export function PagesByWord({ pages, word, otherwise }: PagesByWordProps) {
  const page = pageOf(pages, word)
  const [begun, setBegun] = useState(false)
  useEffect(() => {
    if (!begun) void Promise.resolve(page?.preload?.()).then(() => setBegun(true))
  }, [begun, page])
  if (!begun) return null
  const Page = page ?? otherwise
  return (
    <Suspense>
      <Page key={word} />
    </Suspense>
  )
}

/** The page of a word of an address; words that every object knows, such as `constructor`, name none. */
function pageOf(pages: WordPages, word: string): WordPages[string] | undefined {
  return Object.hasOwn(pages, word) ? pages[word] : undefined
}
