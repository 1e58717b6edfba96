package dev.inventory.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** A client of the Box API: forms in, envelopes out. */
record Stock(Api api) {

    /** Sends a form of names and values, in turns. */
    Answer form(String path, String... fields) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(encode(fields[i]) + "=" + encode(fields[i + 1]));
        }
        return api.send("POST", path, BodyPublishers.ofString(String.join("&", pairs)), request -> {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        });
    }

    Answer multipart(String path, String name, String value) {
        String body =
                "--line\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n--line--\r\n";
        return api.send("POST", path, BodyPublishers.ofString(body), request -> {
            request.header("Content-Type", "multipart/form-data; boundary=line");
        });
    }

    /** A box with that name. */
    String box(String name) {
        return one(form("/api/box/create", "name", name)).path("box_id").asText();
    }

    /** An item in a box. */
    String item(String boxId, int quantity) {
        return one(form(
                        "/api/item/create",
                        "box_id",
                        boxId,
                        "mfg_part_number",
                        Site.unique("part"),
                        "quantity",
                        Integer.toString(quantity)))
                .path("item_id")
                .asText();
    }

    JsonNode itemNow(String itemId) {
        return one(api.get("/api/item/get/" + itemId));
    }

    /** The only entity of a good answer. */
    static JsonNode one(Answer answer) {
        JsonNode body = body(answer);
        if (body.size() != 1) {
            throw new AssertionError("Not one entity: " + answer);
        }
        return body.path(0);
    }

    /** The list in a good answer. */
    static JsonNode body(Answer answer) {
        JsonNode json = answer.expect(200).json();
        if (json.path("code").asInt() != 200 || !Json.names(json).equals(List.of("code", "body"))) {
            throw new AssertionError("Not the envelope of a 200: " + answer);
        }
        return json.path("body");
    }

    /** What an answer with that status describes as the error; its envelope says the same status and its name. */
    static String error(Answer answer, int status) {
        JsonNode json = answer.expect(status).json();
        JsonNode error = json.path("body").path(0);
        if (json.path("code").asInt() != status
                || !Json.names(json).equals(List.of("code", "body"))
                || json.path("body").size() != 1
                || error.path("name").asText().isEmpty()) {
            throw new AssertionError("Not the envelope of an error: " + answer);
        }
        return error.path("description").asText();
    }

    /** Does something many times at once. */
    static <T> List<T> atOnce(int times, IntFunction<T> what) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                Callable<T> task = () -> {
                    start.await();
                    return what.apply(number);
                };
                futures.add(threads.submit(task));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
