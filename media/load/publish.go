package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/pion/webrtc/v4/pkg/media/ivfreader"
	"github.com/pion/webrtc/v4/pkg/media/oggreader"
)

const (
	frame      = 20 * time.Millisecond
	soundBytes = 80
)

// silence is a packet of Opus as large as those of speech at 32 kbit/s, for those who only count.
var silence = append([]byte{0xfc}, make([]byte, soundBytes-1)...)

// speak publishes a microphone with a sound, again and again, until the context ends.
func (p *participant) speak(ctx context.Context, file string) error {
	packets, err := readSound(file)
	if err != nil {
		return err
	}
	codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus}
	track, err := webrtc.NewTrackLocalStaticSample(codec, "microphone", "microphone")
	if err == nil {
		err = p.publish(ctx, track, &livekit.AddTrackRequest{
			Cid: track.ID(), Name: "microphone", Type: livekit.TrackType_AUDIO, Source: livekit.TrackSource_MICROPHONE,
		})
	}
	if err != nil {
		return err
	}
	at := 0
	go every(ctx, frame, func() error {
		sample := media.Sample{Data: packets[at%len(packets)], Duration: frame}
		at++
		return track.WriteSample(sample)
	})
	return nil
}

// show publishes a film as a camera, again and again, until the context ends.
func (p *participant) show(ctx context.Context, file string) error {
	frames, every1, width, height, err := readFilm(file)
	if err != nil {
		return err
	}
	codec := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8}
	track, err := webrtc.NewTrackLocalStaticSample(codec, "camera", "camera")
	if err == nil {
		err = p.publish(ctx, track, &livekit.AddTrackRequest{
			Cid: track.ID(), Name: "camera", Type: livekit.TrackType_VIDEO, Source: livekit.TrackSource_CAMERA,
			Width: width, Height: height,
			Layers: []*livekit.VideoLayer{{Quality: livekit.VideoQuality_HIGH, Width: width, Height: height}},
		})
	}
	if err != nil {
		return err
	}
	at := 0
	go every(ctx, every1, func() error {
		sample := media.Sample{Data: frames[at%len(frames)], Duration: every1}
		at++
		return track.WriteSample(sample)
	})
	return nil
}

// publish asks for the track and offers it.
func (p *participant) publish(ctx context.Context, track webrtc.TrackLocal, request *livekit.AddTrackRequest) error {
	if err := p.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_AddTrack{AddTrack: request}}); err != nil {
		return err
	}
	select {
	case <-p.published:
	case <-time.After(patience):
		return errors.New("the track was not taken in time")
	case <-ctx.Done():
		return ctx.Err()
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.publisher == nil {
		made, err := p.connection(livekit.SignalTarget_PUBLISHER)
		if err != nil {
			return err
		}
		p.publisher = made
	}
	sender, err := p.publisher.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		return err
	}
	// What the other side reports has to be read, or it stays in the way.
	go func() {
		buffer := make([]byte, 1500)
		for {
			if _, _, err := sender.Sender().Read(buffer); err != nil {
				return
			}
		}
	}()
	offer, err := p.publisher.CreateOffer(nil)
	if err == nil {
		err = p.publisher.SetLocalDescription(offer)
	}
	if err != nil {
		return err
	}
	description := &livekit.SessionDescription{Type: "offer", Sdp: offer.SDP, Id: 1}
	return p.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Offer{Offer: description}})
}

func every(ctx context.Context, interval time.Duration, do func() error) {
	ticks := time.NewTicker(interval)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
			if do() != nil {
				return
			}
		}
	}
}

func readSound(file string) ([][]byte, error) {
	if file == "" {
		return [][]byte{silence}, nil
	}
	opened, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	reader, _, err := oggreader.NewWith(opened)
	if err != nil {
		return nil, err
	}
	var packets [][]byte
	for {
		packet, _, err := reader.ParseNextPage()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if !bytes.HasPrefix(packet, []byte("OpusTags")) {
			packets = append(packets, packet)
		}
	}
	if len(packets) == 0 {
		return nil, errors.New("the sound is empty")
	}
	return packets, nil
}

func readFilm(file string) (frames [][]byte, interval time.Duration, width, height uint32, err error) {
	opened, err := os.Open(file)
	if err != nil {
		return nil, 0, 0, 0, err
	}
	defer opened.Close()
	reader, header, err := ivfreader.NewWith(opened)
	if err != nil {
		return nil, 0, 0, 0, err
	}
	for {
		data, _, err := reader.ParseNextFrame()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, 0, 0, 0, err
		}
		frames = append(frames, data)
	}
	if len(frames) == 0 {
		return nil, 0, 0, 0, errors.New("the film is empty")
	}
	seconds := float64(header.TimebaseNumerator) / float64(header.TimebaseDenominator)
	return frames, time.Duration(seconds * float64(time.Second)), uint32(header.Width), uint32(header.Height), nil
}
