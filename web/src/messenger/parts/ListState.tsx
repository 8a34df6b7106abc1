import { explain } from '#web/kit/errors/explain.ts'
import { useLateOffline } from '../boot/use-connection-line.ts'
import { t } from '../messenger.texts.ts'
import { ContactsSkeleton } from '../newchat/ContactList.tsx'
import { Notice } from './Parts.tsx'

interface ListStateProps {
  list: { error: Error | null; isPending: boolean; refetch: () => unknown }
  /** What is said while there is no network. */
  offline: string
}

/** What stands in the place of a list that is asked of the server: that it failed, that it waits, or that there is no network. */
export function ListState({ list, offline }: ListStateProps) {
  const isOffline = useLateOffline()
  if (list.error !== null) {
    return (
      <Notice title={explain(list.error).sentence} action={{ label: t.retry, onClick: () => void list.refetch() }} />
    )
  }
  if (!list.isPending) return null
  return isOffline ? <Notice title={t.offline.title} text={offline} /> : <ContactsSkeleton />
}
