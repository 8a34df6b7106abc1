package main

import (
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4"
)

// heard counts what comes to one participant.
type heard struct {
	begun   time.Time
	first   atomic.Int64
	packets atomic.Int64
	bytes   atomic.Int64
	lost    atomic.Int64
}

func newHeard() *heard {
	h := &heard{begun: time.Now()}
	h.first.Store(-1)
	return h
}

// reset begins to count anew; when the first packet came is kept.
func (h *heard) reset() {
	h.packets.Store(0)
	h.bytes.Store(0)
	h.lost.Store(0)
}

func (h *heard) went(i int) Went {
	return Went{Went: i, FirstMs: h.first.Load(), Packets: h.packets.Load(), Bytes: h.bytes.Load(), Lost: h.lost.Load()}
}

// listen counts the packets of one track until it ends.
func (h *heard) listen(track *webrtc.TrackRemote) {
	var next uint16
	for known := false; ; known = true {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		h.first.CompareAndSwap(-1, time.Since(h.begun).Milliseconds())
		h.packets.Add(1)
		h.bytes.Add(int64(len(packet.Payload)))
		// A late packet lies half the numbers away; it has been counted as lost and is not any more.
		gap := packet.SequenceNumber - next
		switch {
		case !known || gap == 0:
			next = packet.SequenceNumber + 1
		case gap < 1<<15:
			h.lost.Add(int64(gap))
			next = packet.SequenceNumber + 1
		default:
			h.lost.Add(-1)
		}
	}
}
