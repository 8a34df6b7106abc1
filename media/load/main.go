// Program load is many people in one call: it enters rooms of a media server, hears and counts, and decodes nothing.
//
// It reads one Plan as JSON from its input and writes one line of JSON for everybody who came in or did not, and one for each
// at the end. It ends by itself.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"
)

// Plan says who comes where and for how long.
type Plan struct {
	// URL is the address of the media server, ws(s).
	URL string `json:"url"`
	// Tokens let one participant each into his room.
	Tokens []string `json:"tokens"`
	// Speakers is how many of the first ones publish sound.
	Speakers int `json:"speakers"`
	// Sound is an OGG file of Opus with one packet a page that the speakers publish; empty for packets that say nothing.
	Sound string `json:"sound"`
	// Film is an IVF file of VP8 that the first one publishes; empty for none.
	Film string `json:"film"`
	// ApartMs lies between two who come.
	ApartMs int `json:"apartMs"`
	// Seconds is how long everybody stays once the last one has come.
	Seconds int `json:"seconds"`
}

// Came is written when somebody has been let in or was not.
type Came struct {
	Came int `json:"came"`
	// Ms from the first byte sent until media could flow.
	Ms    int64  `json:"ms"`
	Error string `json:"error,omitempty"`
}

// Went is written of everybody at the end.
type Went struct {
	Went int `json:"went"`
	// FirstMs is when the first packet came, after the first byte sent; -1 for never.
	FirstMs int64 `json:"firstMs"`
	// Packets and Bytes are payload of sound and films that came while all were inside.
	Packets int64 `json:"packets"`
	Bytes   int64 `json:"bytes"`
	// Lost is how many packets are missing between those that came.
	Lost int64 `json:"lost"`
}

func main() {
	var plan Plan
	if err := json.NewDecoder(os.Stdin).Decode(&plan); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	limit := time.Duration(plan.ApartMs*len(plan.Tokens))*time.Millisecond + time.Duration(plan.Seconds+60)*time.Second
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	run(ctx, plan, json.NewEncoder(os.Stdout))
}

func run(ctx context.Context, plan Plan, out *json.Encoder) {
	var write sync.Mutex
	tell := func(line any) {
		write.Lock()
		defer write.Unlock()
		_ = out.Encode(line)
	}
	people := make([]*participant, len(plan.Tokens))
	var coming sync.WaitGroup
	for i, token := range plan.Tokens {
		coming.Add(1)
		go func() {
			defer coming.Done()
			begun := time.Now()
			who, err := enter(ctx, plan.URL, token)
			if err == nil && i < plan.Speakers {
				err = who.speak(ctx, plan.Sound)
			}
			if err == nil && i == 0 && plan.Film != "" {
				err = who.show(ctx, plan.Film)
			}
			if err != nil {
				tell(Came{Came: i, Ms: -1, Error: err.Error()})
				return
			}
			people[i] = who
			tell(Came{Came: i, Ms: time.Since(begun).Milliseconds()})
		}()
		time.Sleep(time.Duration(plan.ApartMs) * time.Millisecond)
	}
	coming.Wait()
	for _, who := range people {
		if who != nil {
			who.heard.reset()
		}
	}
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(plan.Seconds) * time.Second):
	}
	for i, who := range people {
		if who != nil {
			tell(who.heard.went(i))
			who.leave()
		}
	}
}
