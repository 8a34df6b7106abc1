import { useState } from 'react'
import type { Absence } from '#contract/communities/absences.ts'
import { BYTES_OF_KIND, FILE_NAME_MAX } from '#contract/files/files.limits.ts'
import { uploadFile } from '#web/kit/upload/upload-file.ts'
import { useUpload } from '#web/kit/upload/use-upload.ts'

type Paper = NonNullable<Absence['paper']>

/** The paper that is told with an absence. */
export function usePaper(known: Paper | null) {
  const [there, setThere] = useState<Paper | null>(known)
  const upload = useUpload(BYTES_OF_KIND.paper, async (file, { onShare, signal }) => {
    const name = file.name.slice(0, FILE_NAME_MAX)
    const id = await uploadFile(file, { kind: 'paper', name, onShare, signal })
    if (!signal.aborted) setThere({ id, name, bytes: file.size })
  })
  return { ...upload, there, remove: () => setThere(null) }
}

export type PaperUpload = ReturnType<typeof usePaper>
