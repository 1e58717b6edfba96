package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a role lets its holder do, and where. */
@ExtendWith(DeployedServer.class)
class RolesIT {

    private static final JsonNode DENIED =
            Json.parse("{\"detail\":\"You do not have permission to perform this action.\"}");

    private final Server server;
    private Site own;
    private Site foreign;
    private Api viewer;

    RolesIT(Server server) {
        this.server = server;
    }

    @BeforeEach
    void twoOrganizations() {
        own = Site.create(server, "own");
        foreign = Site.create(server, "foreign");
        viewer = own.member("device", "view");
    }

    @Test
    void aViewerReadsAndNothingElse() {
        long device = own.register().id();

        viewer.get(Site.DEVICES).expect(200);
        viewer.get(Site.device(device)).expect(200);
        assertThat(viewer.post(Site.DEVICES, own.device()).expect(403).json()).isEqualTo(DENIED);
        assertThat(viewer.put(Site.device(device), own.device()).expect(403).json())
                .isEqualTo(DENIED);
        assertThat(viewer.patch(Site.device(device), Map.of("location", "x"))
                        .expect(403)
                        .json())
                .isEqualTo(DENIED);
        assertThat(viewer.delete(Site.device(device)).expect(403).json()).isEqualTo(DENIED);
        assertThat(viewer.get(Site.OPERATIONS).expect(403).json()).isEqualTo(DENIED);
        assertThat(viewer.get("/api/user/group/").expect(403).json()).isEqualTo(DENIED);
    }

    @Test
    void eachRightIsItsOwn() {
        Api adder = own.member("device", "add");
        Api changer = own.member("device", "change");
        Api deleter = own.member("device", "delete");

        long device = adder.post(Site.DEVICES, own.device()).expect(201).id();
        assertThat(adder.delete(Site.device(device)).expect(403).json()).isEqualTo(DENIED);
        changer.patch(Site.device(device), Map.of("location", "Rack 1")).expect(200);
        assertThat(changer.post(Site.DEVICES, own.device()).expect(403).json()).isEqualTo(DENIED);
        assertThat(changer.delete(Site.device(device)).expect(403).json()).isEqualTo(DENIED);
        deleter.patch(Site.device(device), Map.of("location", "Rack 2")).expect(200);
        deleter.delete(Site.device(device)).expect(204);
    }

    @Test
    void aListHoldsTheOrganizationAndWhatIsBelow() {
        Site below = own.child("below");
        long mine = own.register().id();
        long belowMine = below.register().id();
        long theirs = foreign.register().id();

        JsonNode list =
                viewer.get(Site.DEVICES + "?ordering=id&limit=100").expect(200).json();

        assertThat(Json.column(list.path("results"), "id"))
                .containsExactly(Long.toString(mine), Long.toString(belowMine));
        assertThat(list.path("count").asInt()).isEqualTo(2);
        viewer.get(Site.DEVICES + "?organization=" + below.id()).expect(200);
        assertThat(viewer.get(Site.device(theirs)).expect(403).json()).isEqualTo(DENIED);
        assertThat(viewer.get(Site.DEVICES + "?organization=" + foreign.id())
                        .expect(403)
                        .json())
                .isEqualTo(DENIED);
    }

    @Test
    void foreignDevicesAreForbiddenAndUnknownOnesNotFound() {
        Api changer = own.member("device", "add", "delete");
        long theirs = foreign.register().id();
        ObjectNode moved = own.device().put("organization", foreign.id());

        changer.get(Site.device(theirs)).expect(403);
        changer.patch(Site.device(theirs), Map.of("location", "x")).expect(403);
        changer.put(Site.device(theirs), own.device()).expect(403);
        changer.delete(Site.device(theirs)).expect(403);
        changer.get(Site.device(theirs) + "status_history/").expect(403);
        changer.get(Site.device(theirs) + "facts/").expect(403);
        changer.get(Site.device(theirs) + "?update_status=true").expect(403);
        changer.post(Site.DEVICES, moved).expect(403);
        long mine = own.register().id();
        changer.patch(Site.device(mine), Map.of("organization", foreign.id())).expect(403);
        changer.get(Site.device(999_999_999)).expect(404);
        changer.patch(Site.device(999_999_999), Map.of("location", "x")).expect(404);
        changer.delete(Site.device(999_999_999)).expect(404);
        // it is still there, and still theirs
        foreign.admin().get(Site.device(theirs)).expect(200);
    }

    @Test
    void theCommunityIsShownToWhoMayChange() {
        long device =
                own.register(own.device().put("snmp_community", "orchard-gate")).id();
        Api changer = own.member("device", "change");

        assertThat(changer.get(Site.device(device))
                        .json()
                        .path("snmp_community")
                        .asText())
                .isEqualTo("orchard-gate");
        assertThat(viewer.get(Site.device(device)).expect(200).body()).doesNotContain("orchard-gate");
    }

    @Test
    void whoIsInNoGroupSeesEmptyLists() {
        own.register();
        Api stranger = own.stranger();

        JsonNode devices = stranger.get(Site.DEVICES).expect(200).json();

        assertThat(devices).isEqualTo(Json.parse("{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}"));
        assertThat(stranger.get(Site.OPERATIONS)
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(stranger.post(Site.DEVICES, own.device()).expect(403).json()).isEqualTo(DENIED);
    }

    @Test
    void checksCredentialsThenRightsThenMethodThenObjectThenBody() {
        Api anonymous = server.anonymous();
        Api admin = own.admin();
        String detail = Site.device(own.register().id());
        String unknown = Site.device(999_999_999);

        // POST on a detail is no method there, and needs the right to add
        anonymous.post(detail, "{").expect(401);
        viewer.post(detail, "{").expect(403);
        Answer refused = admin.post(detail, "{").expect(405);
        assertThat(refused.header("Allow")).hasValueSatisfying(allow -> assertThat(allow)
                .contains("GET", "PUT", "PATCH", "DELETE")
                .doesNotContain("POST"));
        anonymous.put(unknown, "{").expect(401);
        viewer.put(unknown, "{}").expect(403);
        admin.put(unknown, "{}").expect(404);
        admin.put(detail, "{}").expect(400);
    }
}
