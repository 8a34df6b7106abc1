import { type OwnPhoto, ownPhoto, removePhoto, setPhoto } from '#contract/identity/photos.ts'
import { api } from '#web/kit/api/api.ts'
import { SquareChooser } from '#web/kit/crop/SquareChooser.tsx'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { PhotoImage } from '#web/kit/photos/PhotoImage.tsx'
import { renewPhoto } from '#web/kit/photos/photos.ts'
import { refresh, useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './photo.module.css'
import { t } from './photo.texts.ts'

const LARGE = 160

/** «Фотография»: choosing, cutting, sending and removing the own one (ACC-01). */
export function PhotoPage() {
  const photo = useApi(ownPhoto, {})
  return (
    <SubPage title={t.title} sub={t.sub}>
      {photo.data !== undefined ? (
        <PhotoCard photo={photo.data} />
      ) : photo.error === null ? (
        <RowsSkeleton rows={3} label={t.loading} />
      ) : (
        <Failed error={photo.error} onRetry={() => void photo.refetch()} />
      )}
    </SubPage>
  )
}

function PhotoCard({ photo }: { photo: OwnPhoto }) {
  const { profile } = useFrame()
  const { photoId, taken } = photo
  const remove = useCommand(removePhoto, {
    refreshes: [ownPhoto],
    onSuccess: () => {
      renewPhoto(profile.id)
      showToast(t.removed)
    },
  })
  const use = async (fileId: string, signal: AbortSignal) => {
    await api.call(setPhoto, { fileId }, { signal })
    await refresh(ownPhoto)
    renewPhoto(profile.id)
    showToast(t.saved)
  }
  return (
    <Card>
      <SquareChooser
        has={photoId !== null}
        preview={
          <Avatar id={profile.id} person={profile} size={LARGE}>
            {photoId !== null && <PhotoImage photoId={photoId} size={LARGE} />}
          </Avatar>
        }
        onUse={use}
        remove={{ label: t.remove, isPending: remove.isPending, error: remove.error, run: () => remove.mutate({}) }}
      >
        {taken !== null && (
          <p className={styles.taken}>
            <b>{t.taken}</b> {taken.reason}
          </p>
        )}
        {photoId === null && taken === null && <p>{t.empty}</p>}
      </SquareChooser>
      <p className={styles.note}>
        {t.whoSees}{' '}
        <AppLink href="/me/privacy" className={styles.link}>
          {t.privacy}
        </AppLink>
      </p>
    </Card>
  )
}
