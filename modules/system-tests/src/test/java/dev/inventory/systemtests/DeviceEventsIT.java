package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The changes of status as they happen. */
@ExtendWith(DeployedServer.class)
class DeviceEventsIT {

    static final String EVENTS = Site.DEVICES + "events/";

    private final Server server;
    private Site site;
    private Api admin;
    private Answer one;
    private Answer two;

    DeviceEventsIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void devices() {
        site = Site.create(server, "watched");
        admin = site.admin();
        one = site.register();
        two = site.register();
    }

    private String ours() {
        return EVENTS + "?organization=" + site.id();
    }

    private void set(Answer device, boolean up) {
        admin.patch(Site.device(device.id()), "{\"status\": " + up + "}").expect(200);
    }

    /** The ids of the history of a device, in order. */
    private List<Long> history(Answer device) {
        List<Long> ids = new ArrayList<>();
        admin.get(Site.device(device.id()) + "status_history/?ordering=id&limit=100")
                .expect(200)
                .json()
                .path("results")
                .forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    private static List<String> ids(List<EventStream.Event> events) {
        return events.stream().map(EventStream.Event::id).toList();
    }

    private static List<Long> devices(List<EventStream.Event> events) {
        return events.stream()
                .map(event -> event.data().path("device").asLong())
                .toList();
    }

    @Test
    void tellsTheChangesOfTwoDevicesInOrder() {
        try (EventStream stream = EventStream.open(admin, ours()).awaitPosition()) {
            assertThat(stream.of("status")).isEmpty();
            set(one, true);
            set(two, true);
            set(one, false);

            List<EventStream.Event> events = stream.awaitStatus(3);

            assertThat(devices(events)).containsExactly(one.id(), two.id(), one.id());
            assertThat(ids(events))
                    .containsExactly(
                            history(one).get(1).toString(),
                            history(two).get(1).toString(),
                            history(one).get(2).toString());
            JsonNode last = events.get(2).data();
            assertThat(Json.names(last))
                    .containsExactly(
                            "id",
                            "device",
                            "device_name",
                            "organization",
                            "status",
                            "status_detail",
                            "reason",
                            "source",
                            "changed_at");
            JsonNode row = admin.get(Site.device(one.id()) + "status_history/")
                    .expect(200)
                    .json()
                    .path("results")
                    .path(0);
            row.properties()
                    .forEach(field -> assertThat(last.path(field.getKey())).isEqualTo(field.getValue()));
            assertThat(last.path("device_name")).isEqualTo(one.json().path("name"));
            assertThat(last.path("organization").asLong()).isEqualTo(site.id());
        }
    }

    @Test
    void tellsTheFirstRowOfANewDevice() {
        try (EventStream stream = EventStream.open(admin, ours()).awaitPosition()) {
            Answer three = site.register(site.device().put("status", true));

            assertThat(devices(stream.awaitStatus(1))).containsExactly(three.id());
        }
    }

    @Test
    void goesOnBehindTheLastEventThatHasCome() {
        String second;
        String position;
        try (EventStream stream = EventStream.open(admin, ours()).awaitPosition()) {
            set(one, true);
            set(two, true);
            set(one, false);
            second = stream.awaitStatus(3).get(1).id();
            position = stream.of("position").get(0).id();
        }
        set(two, false);
        List<String> all = new ArrayList<>();
        all.add(history(one).get(1).toString());
        all.add(second);
        all.add(history(one).get(2).toString());
        all.add(history(two).get(2).toString());

        try (EventStream byHeader = EventStream.open(admin, ours(), "Last-Event-ID", second);
                EventStream byParameter = EventStream.open(admin, ours() + "&last_event_id=" + second);
                EventStream headerCounts =
                        EventStream.open(admin, ours() + "&last_event_id=0", "Last-Event-ID", second);
                EventStream byPosition = EventStream.open(admin, ours(), "Last-Event-ID", position);
                EventStream fromTheBeginning = EventStream.open(admin, ours() + "&last_event_id=0")) {
            for (EventStream stream : List.of(byHeader, byParameter, headerCounts)) {
                // at least what follows; rows of about that time may come again
                Patience.await("what follows")
                        .until(() -> ids(stream.of("status")).containsAll(all.subList(2, 4)));
                assertThat(ids(stream.of("status"))).doesNotHaveDuplicates().doesNotContain(second);
            }
            assertThat(ids(byPosition.awaitStatus(4))).isEqualTo(all);
            assertThat(ids(fromTheBeginning.awaitStatus(6))).hasSize(6).containsAll(all);
        }
    }

    @Test
    void tellsOnlyWhatIsAskedFor() {
        try (EventStream down = EventStream.open(admin, ours() + "&status_detail=down&status_detail=unknown")
                        .awaitPosition();
                EventStream ofTwo =
                        EventStream.open(admin, EVENTS + "?device=" + two.id()).awaitPosition()) {
            set(one, true);
            set(two, true);
            set(one, false);
            set(two, false);

            assertThat(devices(down.awaitStatus(2))).containsExactly(one.id(), two.id());
            assertThat(devices(ofTwo.awaitStatus(2))).containsExactly(two.id(), two.id());
        }
    }

    @Test
    void anotherOrganizationSeesNothing() {
        Site other = Site.create(server, "others");
        Answer theirs = other.register();
        Api foreign = other.member("device", "view");
        try (EventStream stream = EventStream.open(foreign, EVENTS).awaitPosition();
                EventStream stranger =
                        EventStream.open(other.stranger(), EVENTS).awaitPosition()) {
            set(one, true);
            set(theirs, true);

            assertThat(devices(stream.awaitStatus(1))).containsExactly(theirs.id());
            assertThat(stranger.of("status")).isEmpty();
            assertThat(stranger.isOpen()).isTrue();
        }
        foreign.get(ours()).expect(403);
        foreign.get(EVENTS + "?device=" + one.id()).expect(403);
        other.stranger().get(ours()).expect(403);
        other.member("box", "view").get(EVENTS).expect(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?device=first | device | whole number",
                "?organization=1.5 | organization | whole number",
                "?organization=999999999 | organization | Invalid pk",
                "?status_detail=sideways | status_detail | Valid choices: down, flapping",
                "?last_event_id=latest | last_event_id | id of an event",
                "?last_event_id=-1 | last_event_id | id of an event",
                "?last_event_id=1&last_event_id=2 | last_event_id | once",
                "?organisation=1 | organisation | 'organization'",
            })
    void namesTheParameterThatIsWrong(String query, String field, String words) {
        Answer refused =
                admin.get(EVENTS + query, "Accept", "text/event-stream").expect(400);

        assertThat(Json.names(refused.json())).containsExactly(field);
        assertThat(refused.json().path(field).path(0).asText()).contains(words);
    }

    @Test
    void refusesWhoMayNotAndWhatIsNot() {
        server.anonymous().get(EVENTS, "Accept", "text/event-stream").expect(401);
        admin.get(EVENTS, "Last-Event-ID", "x").expect(400);
        admin.get(EVENTS + "?device=999999999").expect(404);
        admin.post(EVENTS, Map.of()).expect(405);
        Answer head = admin.send("HEAD", EVENTS, request -> {}).expect(200);
        assertThat(head.header("Content-Type")).contains("text/event-stream");
        admin.send("HEAD", EVENTS + "?device=x", request -> {}).expect(400);
    }

    @Test
    void aDeviceThatIsDeletedEndsNothing() {
        try (EventStream stream = EventStream.open(admin, ours()).awaitPosition();
                EventStream ofOne =
                        EventStream.open(admin, EVENTS + "?device=" + one.id()).awaitPosition()) {
            set(one, true);
            assertThat(devices(stream.awaitStatus(1))).containsExactly(one.id());
            assertThat(ofOne.awaitStatus(1)).hasSize(1);
            admin.delete(Site.device(one.id())).expect(204);
            set(two, true);

            assertThat(devices(stream.awaitStatus(2))).containsExactly(one.id(), two.id());
            assertThat(ofOne.isOpen()).isTrue();
        }
    }

    @Test
    void manyChangesAtOnceAllArriveOnce() {
        int many = 500;
        List<Object> devices = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            devices.add(site.device());
        }
        List<Long> made = new ArrayList<>();
        admin.post(Site.DEVICES, devices)
                .expect(201)
                .json()
                .forEach(device -> made.add(device.path("id").asLong()));
        try (EventStream stream = EventStream.open(admin, ours()).awaitPosition();
                EventStream another = EventStream.open(admin, EVENTS).awaitPosition()) {
            admin.patch(
                            Site.DEVICES,
                            made.stream()
                                    .map(id -> Map.of("id", id, "status", true))
                                    .toList())
                    .expect(200);

            assertThat(devices(stream.awaitStatus(many))).containsExactlyInAnyOrderElementsOf(made);
            Patience.await("all of them, among others'")
                    .until(() -> Set.copyOf(devices(another.of("status"))).containsAll(made));
        }
    }

    @Test
    void endsWhenTheCredentialIsNoLongerGood() {
        Answer token = admin.post("/api/user/tokens/", Map.of("name", Site.unique("screen")))
                .expect(201);
        String user = Site.unique("watcher");
        long userId = site.createUser(user);
        Api member = admin.basic(user, Site.PASSWORD);
        try (EventStream byToken = EventStream.open(
                                admin.bearer(token.json().path("token").asText()), EVENTS)
                        .awaitPosition();
                EventStream byPassword = EventStream.open(member, EVENTS).awaitPosition();
                EventStream other = EventStream.open(admin, ours()).awaitPosition()) {
            admin.delete("/api/user/tokens/" + token.id() + "/").expect(204);
            byToken.awaitEnd();
            assertThat(byPassword.isOpen()).isTrue();
            admin.patch("/api/user/" + userId + "/", Map.of("is_active", false)).expect(200);
            byPassword.awaitEnd();
            set(one, true);

            assertThat(devices(other.awaitStatus(1))).containsExactly(one.id());
        }
    }
}
