package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A POST that is sent again is not done again. */
@ExtendWith(DeployedServer.class)
class IdempotencyIT {

    private final Server server;
    private Site site;
    private Api admin;

    IdempotencyIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void organization() {
        site = Site.create(server, "again");
        admin = site.admin();
    }

    private static Answer post(Api api, String path, String key, Object body) {
        return api.send(
                "POST",
                path,
                BodyPublishers.ofString(body instanceof String text ? text : Json.write(body)),
                request -> request.header("Content-Type", "application/json").header("Idempotency-Key", key));
    }

    private int devices() {
        return admin.get(Site.DEVICES + "?organization=" + site.id())
                .expect(200)
                .json()
                .path("count")
                .asInt();
    }

    @Test
    void theFirstAnswerIsGivenAgain() {
        ObjectNode device = site.device();
        String key = Site.unique("key");

        Answer first = post(admin, Site.DEVICES, key, device).expect(201);
        Answer second = post(admin, Site.DEVICES, key, device).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isPresent().isEqualTo(first.header("Location"));
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(devices()).isEqualTo(1);
    }

    @Test
    void aKeyIsForOneRequestAlone() {
        String key = Site.unique("key");
        post(admin, Site.DEVICES, key, site.device()).expect(201);

        Answer other = post(admin, Site.DEVICES, key, site.device()).expect(422);
        assertThat(Json.names(other.json())).containsExactly("Idempotency-Key");
        post(admin, Site.ORGANIZATIONS, key, Map.of("name", Site.unique("again")))
                .expect(422);
        assertThat(devices()).isEqualTo(1);
        // another user's is another key
        Api member = site.member("device", "view", "add");
        post(member, Site.DEVICES, key, site.device()).expect(201);
    }

    @Test
    void whatWasRefusedMayBeTriedAgain() {
        String key = Site.unique("key");
        ObjectNode device = site.device();
        Answer taken = site.register(device);

        post(admin, Site.DEVICES, key, device).expect(409);
        admin.delete(Site.device(taken.id())).expect(204);

        post(admin, Site.DEVICES, key, device).expect(201);
        for (String bad : List.of("", "two words", "x".repeat(256))) {
            assertThat(post(admin, Site.DEVICES, bad, device).expect(400).body())
                    .as(bad)
                    .contains("Idempotency-Key");
        }
    }

    @Test
    void manyAtOnceAreDoneOnce() {
        String key = Site.unique("key");
        ObjectNode device = site.device();

        List<Integer> statuses = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post(admin, Site.DEVICES, key, device).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // the others are told to wait, or what the first was told
        assertThat(statuses).contains(201).containsOnly(201, 409);
        assertThat(devices()).isEqualTo(1);
        post(admin, Site.DEVICES, key, device).expect(201);
    }

    @Test
    void holdsForListsAndSecretsAndBoxes() {
        String list = Site.unique("key");
        List<ObjectNode> devices = List.of(site.device(), site.device());
        String made = post(admin, Site.DEVICES, list, devices).expect(201).body();
        assertThat(post(admin, Site.DEVICES, list, devices).expect(201).body()).isEqualTo(made);
        assertThat(devices()).isEqualTo(2);

        String secret = Site.unique("key");
        Map<String, Object> token = Map.of("name", secret);
        String value = post(admin, "/api/user/tokens/", secret, token)
                .expect(201)
                .json()
                .path("token")
                .asText();
        assertThat(post(admin, "/api/user/tokens/", secret, token)
                        .expect(201)
                        .json()
                        .path("token")
                        .asText())
                .isEqualTo(value);
        admin.bearer(value).get("/api/user/me/").expect(200);

        String box = Site.unique("key");
        Map<String, String> shelf = Map.of("name", "Shelf " + box);
        String first = post(admin, "/api/box/create", box, shelf).expect(200).body();
        assertThat(post(admin, "/api/box/create", box, shelf).expect(200).body())
                .isEqualTo(first);
    }
}
