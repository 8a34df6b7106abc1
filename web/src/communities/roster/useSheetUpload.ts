import { importRoster, openRoster } from '#contract/communities/roster.ts'
import { BYTES_OF_KIND } from '#contract/files/files.limits.ts'
import { api, newKey } from '#web/kit/api/api.ts'
import { refresh } from '#web/kit/query/useApi.ts'
import { uploadFile } from '#web/kit/upload/upload-file.ts'
import { useUpload } from '#web/kit/upload/use-upload.ts'

/** Sends a table and has it read. `onRead` gets the id of what was made of it. */
export function useSheetUpload(communityId: string, onRead: (importId: string) => void) {
  return useUpload(BYTES_OF_KIND.sheet, async (file, { onShare, onWhole, signal }) => {
    const fileName = file.name.slice(0, 200)
    const fileId = await uploadFile(file, { kind: 'sheet', name: fileName, onShare, signal })
    onWhole()
    const { id } = await api.call(importRoster, { id: newKey(), communityId, fileId, fileName }, { signal })
    await refresh(openRoster)
    if (!signal.aborted) onRead(id)
  })
}
