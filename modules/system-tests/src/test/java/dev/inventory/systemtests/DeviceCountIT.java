package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The count of a list of devices is kept beside the table where the filters allow it. Whatever was done to the devices, it
 * is what counting the rows comes to, which any other filter makes the server do.
 */
@ExtendWith(DeployedServer.class)
class DeviceCountIT {

    private static final String COUNTING_ROWS = "&id__gte=0";

    private final Site site;
    private final Site other;
    private final Api admin;

    DeviceCountIT(Server server) {
        site = Site.create(server, "counted");
        other = Site.create(server, "counted-too");
        admin = site.admin();
    }

    @Test
    void isThatOfTheRowsWhateverWasDone() {
        List<Long> ids = createTogether(12);
        assertCounts(12, 0);

        admin.patch(Site.device(ids.get(0)), "{\"status\": true}").expect(200);
        admin.patch(Site.device(ids.get(1)), "{\"type\": 2, \"location\": \"moved\"}")
                .expect(200);
        admin.patch(Site.device(ids.get(2)), "{\"organization\": " + other.id() + "}")
                .expect(200);
        assertCounts(11, 1);

        List<Map<String, Object>> changes = new ArrayList<>();
        ids.subList(3, 7).forEach(id -> changes.add(Map.of("id", id, "status", true, "type", 4)));
        admin.patch(Site.DEVICES, changes).expect(200);
        assertCounts(11, 1);

        admin.delete(Site.device(ids.get(3))).expect(204);
        admin.write("DELETE", Site.DEVICES, Map.of("items", ids.subList(4, 6))).expect(204);
        assertCounts(8, 1);
    }

    @Test
    void whatIsTakenBackIsNotCounted() {
        List<Long> ids = createTogether(3);
        admin.post(Site.DEVICES, List.of(device(1), device(2).put("type", 987_654)))
                .expect(400);
        List<Map<String, Object>> changes =
                List.of(Map.of("id", ids.get(0), "status", true), Map.of("id", ids.get(1), "type", 987_654));
        admin.patch(Site.DEVICES, changes).expect(400);
        assertCounts(3, 0);
    }

    @Test
    void isEachCallersOwn() {
        createTogether(4);
        Api member = site.member("device", "view");
        assertThat(count(member, Site.DEVICES + "?limit=1")).isEqualTo(4);
        assertThat(count(site.stranger(), Site.DEVICES + "?limit=1")).isZero();
    }

    private void assertCounts(int here, int there) {
        assertThat(count(admin, list(site, ""))).isEqualTo(here);
        assertThat(count(admin, list(other, ""))).isEqualTo(there);
        for (String filter :
                List.of("", "&status=true", "&status=0", "&type=1", "&type=4&status=1", "&type__in=1,2,4")) {
            for (Site of : List.of(site, other)) {
                String path = list(of, filter);
                assertThat(count(admin, path)).as(path).isEqualTo(count(admin, path + COUNTING_ROWS));
            }
        }
    }

    private static String list(Site of, String filter) {
        return Site.DEVICES + "?limit=1&organization=" + of.id() + filter;
    }

    private static int count(Api api, String path) {
        return api.get(path).expect(200).json().path("count").asInt();
    }

    private List<Long> createTogether(int number) {
        List<ObjectNode> devices = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            devices.add(device(1 + i % 3));
        }
        List<Long> ids = new ArrayList<>();
        admin.post(Site.DEVICES, devices)
                .expect(201)
                .json()
                .forEach(made -> ids.add(made.path("id").asLong()));
        return ids;
    }

    private ObjectNode device(int type) {
        return site.device().put("type", type);
    }
}
