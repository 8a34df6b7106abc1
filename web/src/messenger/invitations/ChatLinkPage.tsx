import { useParams, useRouter } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { type ReactNode, useEffect, useRef } from 'react'
import type { OutputOf } from '#contract/kit/operation.ts'
import { joinByLink, lookAtChatLink } from '#contract/messenger/chat-links.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Denied, Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { t } from './invitations.texts.ts'

/** What the invitation link of a chat leads to: into the chat at once, to a request, or to the reason why not (CHT-06). */
export function ChatLinkPage() {
  const { token } = useParams({ strict: false }) as { token: string }
  const looked = useApi(lookAtChatLink, { token })
  return (
    <SubPage title={t.page} above="/im">
      <Card>
        {looked.data !== undefined ? (
          <Way token={token} looked={looked.data} onAsked={() => void looked.refetch()} />
        ) : looked.error instanceof ApiFailure && looked.error.status < 500 ? (
          <Denied title={t.denied} text={explain(looked.error).sentence} action={<ToChats />} />
        ) : looked.error !== null ? (
          <Failed error={looked.error} onRetry={() => void looked.refetch()} />
        ) : (
          <RowsSkeleton rows={2} label={t.joining} />
        )}
      </Card>
    </SubPage>
  )
}

function ToChats(): ReactNode {
  return (
    <Button size="l" Component="a" href="/im">
      {t.chats}
    </Button>
  )
}

interface WayProps {
  token: string
  looked: OutputOf<typeof lookAtChatLink>
  onAsked: () => void
}

function Way({ token, looked: { chatId, title, membersCount, way }, onAsked }: WayProps) {
  const router = useRouter()
  const begun = useRef(false)
  const join = useCommand(joinByLink, {
    onSuccess: ({ joined }) => (joined ? router.history.replace(`/im/${chatId}`) : onAsked()),
  })
  const { mutate } = join
  useEffect(() => {
    if (begun.current || (way !== 'joins' && way !== 'inside')) return
    begun.current = true
    mutate({ token })
  }, [way, token, mutate])
  if (join.error instanceof ApiFailure) {
    return <Denied title={t.denied} text={explain(join.error).sentence} action={<ToChats />} />
  }
  if (way === 'waits') return <Empty title={t.waits(title)} text={t.waitsText} action={<ToChats />} />
  if (way !== 'asks') {
    return join.error === null ? (
      <RowsSkeleton rows={2} label={t.joining} />
    ) : (
      <Failed error={join.error} onRetry={() => mutate({ token })} />
    )
  }
  return (
    <Empty
      title={t.asks(title)}
      text={t.asksText(membersCount)}
      action={
        <>
          <Button size="l" loading={join.isPending} onClick={() => mutate({ token })}>
            {t.ask}
          </Button>
          <ErrorLine error={join.error} />
        </>
      }
    />
  )
}
