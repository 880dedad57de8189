// Command boomer is a worker of Boomer: main <url> <master port>. It requests <url>/go and <url>/bad a hundred times in all,
// since Boomer does not report what it has measured in the last three seconds of a test.
package main

import (
	"io"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/myzhan/boomer"
)

const maxRequests = 100

func main() {
	port, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	worker := boomer.NewBoomer("127.0.0.1", port)
	var count atomic.Int64
	taskOf := func(path string, weight int) *boomer.Task {
		return &boomer.Task{Name: path, Weight: weight, Fn: func() {
			if count.Add(1) <= maxRequests {
				request(worker, path)
			}
			time.Sleep(20 * time.Millisecond)
		}}
	}
	quit := make(chan bool)
	boomer.Events.SubscribeOnce(boomer.EVENT_QUIT, func() { close(quit) })
	worker.Run(taskOf("/go", 3), taskOf("/bad", 1))
	<-quit
}

func request(worker *boomer.Boomer, path string) {
	start := time.Now()
	response, err := http.Get(os.Args[1] + path)
	elapsed := time.Since(start).Milliseconds()
	if err != nil {
		worker.RecordFailure("GET", path, elapsed, err.Error())
		return
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode >= 400 {
		worker.RecordFailure("GET", path, elapsed, response.Status)
		return
	}
	worker.RecordSuccess("GET", path, elapsed, int64(len(body)))
}
