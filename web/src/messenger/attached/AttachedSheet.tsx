import { useState } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import { useSettled } from '#web/kit/ui/useSettled.ts'
import { usePlace } from '../boot/use-place.ts'
import { ListState } from '../parts/ListState.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { AttachedFiles } from './AttachedFiles.tsx'
import { AttachedLinks } from './AttachedLinks.tsx'
import { AttachedPhotos } from './AttachedPhotos.tsx'
import styles from './attached.module.css'
import { t } from './attached.texts.ts'
import type { FoundProps } from './found.tsx'
import { useAttached, type What } from './use-attached.ts'

const TABS = (['photo', 'video', 'file', 'link', 'voice'] as const).map((key) => ({ key, label: t.tabs[key] }))

/** «Вложения» of a chat: everything that was sent there, by kind, with search and the way to each message (MSG-18). */
export function AttachedSheet({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const { go } = usePlace()
  const [what, setWhat] = useState<What>('photo')
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim())
  const label = what === 'link' ? t.search.links : t.search.files
  return (
    <Dialog title={t.title} onClose={onClose} wide>
      <Tabs label={t.kinds} items={TABS} value={what} onChange={setWhat} />
      <SearchField value={typed} onChange={setTyped} label={label} placeholder={label} />
      <Drawer
        key={what}
        chatId={chatId}
        what={what}
        search={search}
        onGo={(seq) => {
          onClose()
          go(chatId, { seq })
        }}
      />
    </Dialog>
  )
}

interface DrawerProps {
  chatId: string
  what: What
  search: string
  onGo: FoundProps['onGo']
}

function Drawer({ chatId, what, search, onGo }: DrawerProps) {
  const list = useAttached(chatId, what, search)
  const found = list.data?.pages.flatMap((page) => page.messages) ?? []
  const Found = what === 'photo' ? AttachedPhotos : what === 'link' ? AttachedLinks : AttachedFiles
  return (
    <div className={styles.found} aria-busy={list.isFetching}>
      <ListState list={list} offline={t.offline} />
      {list.isSuccess && found.length === 0 && (
        <p className={styles.none}>{search === '' ? t.none[what] : t.notFound}</p>
      )}
      <Found messages={found} what={what} onGo={onGo} />
      {list.hasNextPage && (
        <MainButton mode="soft" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.more}
        </MainButton>
      )}
    </div>
  )
}
