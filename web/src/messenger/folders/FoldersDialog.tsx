import { useState } from 'react'
import type { Folder } from '#contract/messenger/folders.ts'
import { newKey } from '#web/kit/api/api.ts'
import { FolderEditor } from './FolderEditor.tsx'
import { FoldersList } from './FoldersList.tsx'

interface FoldersDialogProps {
  onClose: () => void
}

/** The folders of the reader: their order, what is in each, and ready ones (FLD-01, FLD-02). */
export function FoldersDialog({ onClose }: FoldersDialogProps) {
  const [edited, setEdited] = useState<Folder | null>(null)
  if (edited !== null) return <FolderEditor folder={edited} onDone={() => setEdited(null)} onClose={onClose} />
  return (
    <FoldersList
      onClose={onClose}
      onEdit={setEdited}
      onCreate={() => setEdited({ id: newKey(), name: '', rule: null, chatIds: [] })}
    />
  )
}
