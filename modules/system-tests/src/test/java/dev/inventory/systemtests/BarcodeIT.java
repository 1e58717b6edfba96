package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a scanner sends, and what it stands for. */
@ExtendWith(DeployedServer.class)
class BarcodeIT {

    private static final String SCAN = "/api/barcode/";
    private static final String LINK = "/api/barcode/link/";
    private static final String UNLINK = "/api/barcode/unlink/";
    private static final String GENERATE = "/api/barcode/generate/";

    private final Api admin;
    private Site site;
    private String box;
    private String item;
    private String serial;
    private String code;

    BarcodeIT(Server server) {
        admin = server.admin().byToken();
    }

    @BeforeEach
    void stock() {
        site = Site.create(admin, "scanned");
        serial = Site.unique("SN-ITEM");
        code = Site.unique("[)>\u001e06\u001dP311");
        box = admin.post("/api/box/create", Map.of("name", Site.unique("Scanned")))
                .expect(200)
                .json()
                .at("/body/0/box_id")
                .asText();
        item = admin.post(
                        "/api/item/create",
                        Map.of("box_id", box, "mfg_part_number", "P-1", "quantity", 3, "serial_number", serial))
                .expect(200)
                .json()
                .at("/body/0/item_id")
                .asText();
    }

    @Test
    void ownCodesNameBoxesAndItems() {
        for (String own : List.of(
                "{\"box\": \"" + box + "\"}",
                "INV-BX" + box,
                " inv-bx" + box.toUpperCase(java.util.Locale.ROOT) + "\r\n",
                "https://any.example.com/api/box/get/" + box)) {
            JsonNode match = scan(admin, own).expect(200).json();

            assertThat(Json.names(match)).containsExactly("box", "success", "barcode_data", "barcode_hash");
            assertThat(match.path("box").path("pk").asText()).isEqualTo(box);
            assertThat(match.path("box").path("api_url").asText()).isEqualTo("/api/box/get/" + box);
            assertThat(match.path("box").path("web_url").asText()).isEqualTo("/api/box/get/" + box);
            assertThat(match.path("box").path("instance").path("box_id").asText())
                    .isEqualTo(box);
            assertThat(match.path("success").asText()).isEqualTo("Match found for barcode data");
            assertThat(match.path("barcode_data").asText()).isEqualTo(own);
            assertThat(match.path("barcode_hash").asText()).matches("[0-9a-f]{32}");
        }
        assertThat(scan(admin, "INV-IT" + item)
                        .expect(200)
                        .json()
                        .at("/item/instance/serial_number")
                        .asText())
                .isEqualTo(serial);
    }

    @Test
    void whatStandsForNothingIsNoMatch() {
        for (String unknown :
                List.of("INV-BXzzzzzzz0", "INV-DV999999999", "4006381333931", "{\"item\": \"zzzzzzz0\"}")) {
            JsonNode error = scan(admin, unknown).expect(400).json();

            assertThat(Json.names(error)).containsExactly("error", "barcode_data", "barcode_hash");
            assertThat(error.path("error").asText()).isEqualTo("No match found for barcode data");
            assertThat(error.path("barcode_data").asText()).isEqualTo(unknown);
        }
    }

    @Test
    void aScanWithoutABarcodeIsRefused() {
        assertThat(admin.post(SCAN, "{}").expect(400).json())
                .isEqualTo(Json.parse("{\"barcode\":[\"This field is required.\"]}"));
        assertThat(admin.post(SCAN, Map.of("barcode", "\u001d \r\n"))
                        .expect(400)
                        .json())
                .isEqualTo(Json.parse("{\"barcode\":[\"This field may not be blank.\"]}"));
        assertThat(admin.post(SCAN, "{\"barcode\": 5}").expect(400).json().has("barcode"))
                .isTrue();
        assertThat(scan(admin, "x".repeat(4096)).expect(400).json().has("barcode"))
                .isTrue();
        assertThat(admin.post(SCAN, "{\"barcod\": \"x\"}")
                        .expect(400)
                        .json()
                        .path("barcod")
                        .path(0)
                        .asText())
                .contains("Did you mean 'barcode'?");
        admin.anonymous().post(SCAN, Map.of("barcode", "INV-BX" + box)).expect(401);
        admin.get(SCAN).expect(405);
    }

    @Test
    void devicesAreFoundByIdSerialAndAddressWithinTheCallersOrganizations() {
        Api viewer = site.member("device", "view");
        Site elsewhere = Site.create(admin, "elsewhere");
        Answer mine = site.register(site.device().put("mac_address", "02:00:00:AB:" + digits(mac(site))));
        Answer theirs =
                elsewhere.register(elsewhere.device().put("mac_address", "02:00:01:AB:" + digits(mac(elsewhere))));
        String address = mine.json().path("mac_address").asText();

        for (String known : List.of(
                "INV-DV" + mine.id(),
                "{\"device\": " + mine.id() + "}",
                mine.json().path("serial_number").asText(),
                address,
                address.replace(":", "-").toLowerCase(java.util.Locale.ROOT))) {
            JsonNode device = scan(viewer, known).expect(200).json().path("device");

            assertThat(device.path("pk").asLong()).as(known).isEqualTo(mine.id());
            assertThat(device.path("api_url").asText()).isEqualTo(Site.device(mine.id()));
            assertThat(device.at("/instance/name").asText())
                    .isEqualTo(mine.json().path("name").asText());
        }
        for (String foreign : List.of(
                "INV-DV" + theirs.id(),
                theirs.json().path("serial_number").asText(),
                theirs.json().path("mac_address").asText())) {
            assertThat(scan(viewer, foreign).expect(400).json().path("error").asText())
                    .isEqualTo("No match found for barcode data");
            scan(admin, foreign).expect(200);
        }
        scan(site.stranger(), "INV-DV" + mine.id()).expect(400);
        scan(site.stranger(), "INV-BX" + box).expect(200);
    }

    @Test
    void aForeignCodeIsLinkedFoundAndUnlinked() {
        scan(admin, code).expect(400);

        JsonNode linked = link(admin, code, "box", box).expect(200).json();
        assertThat(linked.path("success").asText()).isEqualTo("Assigned barcode to box instance");
        assertThat(linked.at("/box/pk").asText()).isEqualTo(box);
        assertThat(linked.path("barcode_data").asText()).isEqualTo(code);
        link(admin, code, "box", box).expect(200); // once more is no harm
        assertThat(scan(admin, code).expect(200).json().at("/box/pk").asText()).isEqualTo(box);
        // another scanner keeps the separators for itself
        assertThat(scan(admin, code.replaceAll("\\p{Cntrl}", ""))
                        .expect(200)
                        .json()
                        .at("/box/pk")
                        .asText())
                .isEqualTo(box);

        JsonNode refused = link(admin, code, "item", item).expect(400).json();
        assertThat(Json.names(refused)).containsExactly("error", "barcode_data", "barcode_hash");
        assertThat(refused.path("error").asText()).isEqualTo("Barcode matches existing object");

        JsonNode unlinked =
                admin.post(UNLINK, Map.of("barcode", code)).expect(200).json();
        assertThat(unlinked.path("success").asText()).isEqualTo("Barcode unassigned from box instance");
        scan(admin, code).expect(400);
        admin.post(UNLINK, Map.of("barcode", code)).expect(400);
        link(admin, code, "item", item).expect(200);
        assertThat(scan(admin, code).expect(200).json().at("/item/pk").asText()).isEqualTo(item);
    }

    @Test
    void anObjectHasManyCodes() {
        link(admin, code, "item", item).expect(200);
        link(admin, code + "-2", "item", item).expect(200);
        link(admin, code + "-3", "item", item).expect(200);

        admin.post(UNLINK, Map.of("barcode", code, "item", item)).expect(200);
        admin.post(UNLINK, Map.of("barcode", code + "-2", "box", box)).expect(400);

        scan(admin, code).expect(400);
        scan(admin, code + "-2").expect(200);
        JsonNode all = admin.post(UNLINK, Map.of("item", item)).expect(200).json();
        assertThat(Json.names(all)).containsExactly("item", "success");
        scan(admin, code + "-2").expect(400);
        scan(admin, code + "-3").expect(400);
    }

    @Test
    void linksGoWithTheirObjects() {
        long device = site.register().id();
        link(admin, code, "item", item).expect(200);
        admin.post(LINK, Map.of("barcode", code + "-d", "device", device)).expect(200);
        assertThat(scan(admin, code + "-d").expect(200).json().at("/device/pk").asLong())
                .isEqualTo(device);

        admin.post("/api/item/delete", Map.of("item_id", item)).expect(200);
        admin.delete(Site.device(device)).expect(204);

        scan(admin, code).expect(400);
        scan(admin, code + "-d").expect(400);
        link(admin, code, "box", box).expect(200);
        link(admin, code + "-d", "box", box).expect(200);
    }

    @Test
    void linksTellWhatIsWrong() {
        assertError(link(admin, code, "box", "zzzzzzz0"), "No matching box instance found in database");
        assertError(
                admin.post(LINK, Map.of("barcode", code, "device", 999_999_999)),
                "No matching device instance found in database");
        assertError(admin.post(LINK, Map.of("barcode", code)), "Missing data: Provide one of 'box', 'item', 'device'");
        assertError(admin.post(UNLINK, "{}"), "Missing data: Provide one of 'box', 'item', 'device'");
        assertError(
                admin.post(LINK, Map.of("barcode", code, "box", box, "item", item)),
                "Multiple conflicting fields: box, item");
        assertError(link(admin, "INV-BX" + box, "item", item), "Barcode is one of this server's own");
        assertThat(admin.post(LINK, Map.of("box", box)).expect(400).json().has("barcode"))
                .isTrue();
        assertThat(link(admin, code, "box", "short")
                        .expect(400)
                        .json()
                        .path("box")
                        .path(0)
                        .asText())
                .isEqualTo("Invalid pk \"short\" - object does not exist.");
        assertThat(link(admin, code, "shelf", box).expect(400).json().has("shelf"))
                .isTrue();
    }

    @Test
    void linkingNeedsTheRightToChangeTheObject() {
        Api keeper = site.member("item", "view", "change");
        Api viewer = site.member("device", "view");
        Site elsewhere = Site.create(admin, "elsewhere");
        Api changer = site.member("device", "change");
        long mine = site.register().id();
        long theirs = elsewhere.register().id();

        link(keeper, code, "item", item).expect(200);
        link(keeper, code + "-b", "box", box).expect(403);
        link(viewer, code + "-i", "item", item).expect(403);
        viewer.post(UNLINK, Map.of("barcode", code)).expect(403);
        viewer.post(UNLINK, Map.of("item", item)).expect(403);
        viewer.post(LINK, Map.of("barcode", code + "-m", "device", mine)).expect(403);
        changer.post(LINK, Map.of("barcode", code + "-m", "device", mine)).expect(200);
        assertError(
                changer.post(LINK, Map.of("barcode", code + "-t", "device", theirs)),
                "No matching device instance found in database");
        admin.post(LINK, Map.of("barcode", code + "-t", "device", theirs)).expect(200);
        // linked to what is not theirs to see: as if it were not there
        assertError(scan(changer, code + "-t"), "No match found for barcode data");
        assertError(changer.post(UNLINK, Map.of("barcode", code + "-t")), "No match found for barcode data");
        scan(admin, code).expect(200);
        admin.anonymous().post(LINK, Map.of("barcode", code, "box", box)).expect(401);
    }

    @Test
    void linksAreInTheAuditLog() {
        String plain = Site.unique("EAN");
        link(admin, plain, "box", box).expect(200);
        admin.post(UNLINK, Map.of("barcode", plain)).expect(200);

        String log = admin.get("/api/v1/audit_log/?object_type=barcode&limit=100")
                .expect(200)
                .body();

        assertThat(log.split(plain, -1)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void codesAreMadeForWhatIsThere() {
        long device = site.register().id();

        assertThat(generate("box", box)).isEqualTo("INV-BX" + box);
        assertThat(generate("item", item)).isEqualTo("INV-IT" + item);
        assertThat(generate("device", device)).isEqualTo("INV-DV" + device);
        scan(admin, generate("device", device)).expect(200);
        assertError(admin.post(GENERATE, Map.of("model", "box", "pk", "zzzzzzz0")), "Model instance not found");
        assertError(
                site.stranger().post(GENERATE, Map.of("model", "device", "pk", device)), "Model instance not found");
        assertThat(admin.post(GENERATE, Map.of("model", "shelf", "pk", 1))
                        .expect(400)
                        .json()
                        .has("model"))
                .isTrue();
        assertThat(admin.post(GENERATE, "{}").expect(400).json())
                .isEqualTo(
                        Json.parse("{\"model\":[\"This field is required.\"],\"pk\":[\"This field is required.\"]}"));
    }

    @Test
    void aSerialNumberIsMatchedLast() {
        assertThat(scan(admin, serial).expect(200).json().at("/item/pk").asText())
                .isEqualTo(item);
        link(admin, serial, "box", box).expect(200);
        assertThat(scan(admin, serial).expect(200).json().at("/box/pk").asText())
                .isEqualTo(box);
    }

    @Test
    void scannedItemsArePutIntoABox() {
        String other = admin.post("/api/box/create", Map.of("name", Site.unique("Other")))
                .expect(200)
                .json()
                .at("/body/0/box_id")
                .asText();
        String bag = Site.unique("BAG");
        link(admin, bag, "item", item).expect(200);
        Map<String, Object> request = new HashMap<>();
        request.put("box_id", other);
        request.put("items", List.of("INV-IT" + item, bag, serial, Map.of("item", item), "INV-BX" + box, "zzzzzzz0"));

        JsonNode results =
                admin.post("/api/box/put", request).expect(200).json().path("body");

        assertThat(Json.column(results, "code")).containsExactly("200", "200", "200", "200", "400", "404");
        assertThat(Json.column(results, "item_id")).startsWith(item, item, item, item);
        assertThat(Json.column(results, "description"))
                .containsExactly(
                        "Moved",
                        "Was in this box",
                        "Was in this box",
                        "Was in this box",
                        "This is the code of a box",
                        "Item does not exist");
        assertThat(admin.get("/api/item/get/" + item)
                        .json()
                        .at("/body/0/box_id")
                        .asText())
                .isEqualTo(other);
    }

    private String generate(String model, Object pk) {
        return admin.post(GENERATE, Map.of("model", model, "pk", pk))
                .expect(200)
                .json()
                .path("barcode")
                .asText();
    }

    private static Answer scan(Api api, String barcode) {
        return api.post(SCAN, Map.of("barcode", barcode));
    }

    private static Answer link(Api api, String barcode, String model, String id) {
        return api.post(LINK, Map.of("barcode", barcode, model, id));
    }

    private static void assertError(Answer answer, String error) {
        assertThat(answer.expect(400).json().path("error").asText()).isEqualTo(error);
    }

    private static long mac(Site site) {
        return site.id() % 65_536;
    }

    /** The last two bytes of an address. */
    private static String digits(long number) {
        return String.format("%02X:%02X", number >> 8, number & 0xFF);
    }
}
