package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v4"
	"google.golang.org/protobuf/proto"
)

const (
	protocol  = 15
	patience  = 30 * time.Second
	pingEvery = 5 * time.Second
)

// participant speaks the signals of LiveKit over one connection and has one connection for what it hears and, when it speaks,
// one for what it says.
type participant struct {
	conn   *websocket.Conn
	api    *webrtc.API
	heard  *heard
	write  sync.Mutex
	ready  chan struct{}
	failed chan error

	lock       sync.Mutex
	servers    []webrtc.ICEServer
	subscriber *webrtc.PeerConnection
	publisher  *webrtc.PeerConnection
	// Candidates of the other side that came before its description.
	early     map[livekit.SignalTarget][]webrtc.ICECandidateInit
	published chan struct{}
}

// enter comes into the room of a token and returns once media can come.
func enter(ctx context.Context, url, token string) (*participant, error) {
	header := http.Header{"Authorization": {"Bearer " + token}}
	address := fmt.Sprintf("%s/rtc?protocol=%d&auto_subscribe=true&sdk=go", url, protocol)
	conn, answer, err := websocket.DefaultDialer.DialContext(ctx, address, header)
	if err != nil {
		if answer != nil {
			return nil, fmt.Errorf("refused with %d", answer.StatusCode)
		}
		return nil, err
	}
	api, err := newAPI()
	if err != nil {
		return nil, err
	}
	p := &participant{
		conn: conn, api: api, heard: newHeard(),
		ready: make(chan struct{}), failed: make(chan error, 1), published: make(chan struct{}, 8),
		early: map[livekit.SignalTarget][]webrtc.ICECandidateInit{},
	}
	go p.read()
	go p.ping(ctx)
	select {
	case <-p.ready:
		return p, nil
	case err := <-p.failed:
		p.leave()
		return nil, err
	case <-time.After(patience):
		p.leave()
		return nil, errors.New("media did not come up in time")
	case <-ctx.Done():
		p.leave()
		return nil, ctx.Err()
	}
}

func newAPI() (*webrtc.API, error) {
	var media webrtc.MediaEngine
	if err := media.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	var settings webrtc.SettingEngine
	// Load goes to this machine alone.
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetInterfaceFilter(func(name string) bool { return name == "lo" })
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	return webrtc.NewAPI(webrtc.WithMediaEngine(&media), webrtc.WithSettingEngine(settings)), nil
}

func (p *participant) send(message *livekit.SignalRequest) error {
	bytes, err := proto.Marshal(message)
	if err != nil {
		return err
	}
	p.write.Lock()
	defer p.write.Unlock()
	return p.conn.WriteMessage(websocket.BinaryMessage, bytes)
}

func (p *participant) ping(ctx context.Context) {
	ticks := time.NewTicker(pingEvery)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
			now := time.Now().UnixMilli()
			ping := &livekit.SignalRequest_PingReq{PingReq: &livekit.Ping{Timestamp: now}}
			if p.send(&livekit.SignalRequest{Message: ping}) != nil {
				return
			}
		}
	}
}

func (p *participant) read() {
	for {
		_, bytes, err := p.conn.ReadMessage()
		if err == nil {
			var message livekit.SignalResponse
			if err = proto.Unmarshal(bytes, &message); err == nil {
				err = p.take(&message)
			}
		}
		if err != nil {
			select {
			case p.failed <- err:
			default:
			}
			return
		}
	}
}

func (p *participant) take(message *livekit.SignalResponse) error {
	switch m := message.Message.(type) {
	case *livekit.SignalResponse_Join:
		return p.listen(m.Join)
	case *livekit.SignalResponse_Offer:
		return p.answer(m.Offer)
	case *livekit.SignalResponse_Answer:
		return p.describe(livekit.SignalTarget_PUBLISHER, webrtc.SDPTypeAnswer, m.Answer.Sdp)
	case *livekit.SignalResponse_Trickle:
		var candidate webrtc.ICECandidateInit
		if err := json.Unmarshal([]byte(m.Trickle.CandidateInit), &candidate); err != nil {
			return err
		}
		return p.trickled(m.Trickle.Target, candidate)
	case *livekit.SignalResponse_TrackPublished:
		p.published <- struct{}{}
	case *livekit.SignalResponse_Leave:
		return fmt.Errorf("told to leave: %s", m.Leave.Reason)
	}
	return nil
}

// connection makes one of the two connections and lets the other side know its candidates.
func (p *participant) connection(target livekit.SignalTarget) (*webrtc.PeerConnection, error) {
	made, err := p.api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	made.OnICECandidate(func(candidate *webrtc.ICECandidate) {
		if candidate == nil {
			return
		}
		init, _ := json.Marshal(candidate.ToJSON())
		trickle := &livekit.TrickleRequest{CandidateInit: string(init), Target: target}
		_ = p.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Trickle{Trickle: trickle}})
	})
	return made, nil
}

// listen opens the connection over which the room is heard.
func (p *participant) listen(*livekit.JoinResponse) error {
	made, err := p.connection(livekit.SignalTarget_SUBSCRIBER)
	if err != nil {
		return err
	}
	made.OnTrack(func(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) { go p.heard.listen(track) })
	var once sync.Once
	made.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(p.ready) })
		}
	})
	p.lock.Lock()
	p.subscriber = made
	p.lock.Unlock()
	return nil
}

func (p *participant) answer(offer *livekit.SessionDescription) error {
	if err := p.describe(livekit.SignalTarget_SUBSCRIBER, webrtc.SDPTypeOffer, offer.Sdp); err != nil {
		return err
	}
	answer, err := p.subscriber.CreateAnswer(nil)
	if err == nil {
		err = p.subscriber.SetLocalDescription(answer)
	}
	if err != nil {
		return err
	}
	description := &livekit.SessionDescription{Type: "answer", Sdp: answer.SDP, Id: offer.Id}
	return p.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Answer{Answer: description}})
}

func (p *participant) describe(target livekit.SignalTarget, kind webrtc.SDPType, sdp string) error {
	p.lock.Lock()
	defer p.lock.Unlock()
	connection := p.of(target)
	if connection == nil {
		return fmt.Errorf("a description of %s came too early", target)
	}
	if err := connection.SetRemoteDescription(webrtc.SessionDescription{Type: kind, SDP: sdp}); err != nil {
		return err
	}
	for _, candidate := range p.early[target] {
		if err := connection.AddICECandidate(candidate); err != nil {
			return err
		}
	}
	delete(p.early, target)
	return nil
}

func (p *participant) trickled(target livekit.SignalTarget, candidate webrtc.ICECandidateInit) error {
	p.lock.Lock()
	defer p.lock.Unlock()
	connection := p.of(target)
	if connection == nil || connection.RemoteDescription() == nil {
		p.early[target] = append(p.early[target], candidate)
		return nil
	}
	return connection.AddICECandidate(candidate)
}

func (p *participant) of(target livekit.SignalTarget) *webrtc.PeerConnection {
	if target == livekit.SignalTarget_PUBLISHER {
		return p.publisher
	}
	return p.subscriber
}

func (p *participant) leave() {
	_ = p.send(&livekit.SignalRequest{Message: &livekit.SignalRequest_Leave{Leave: &livekit.LeaveRequest{}}})
	p.lock.Lock()
	defer p.lock.Unlock()
	for _, connection := range []*webrtc.PeerConnection{p.publisher, p.subscriber} {
		if connection != nil {
			_ = connection.Close()
		}
	}
	_ = p.conn.Close()
}
