package dev.inventory.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Labels are printed, scanned and lead to what they are stuck onto. */
@ExtendWith(DeployedServer.class)
class LabelIT {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Pattern CODE = Pattern.compile(
            "viewBox=\"0 0 (\\d+) \\d+\" shape-rendering=\"crispEdges\"><path fill=\"#000\" d=\"([^\"]+)\"");
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");
    private static final int SCALE = 4;

    private final Api admin;
    private final Api anybody;
    private String name;
    private String box;
    private String item;

    LabelIT(Server server) {
        admin = server.admin();
        anybody = server.anonymous();
    }

    @BeforeEach
    void aBoxWithAnItem() {
        name = Site.unique("Shelf");
        box = box(name);
        item = item(box, "RC0603FR-0710KL", 250);
    }

    @Test
    void theCodeOfTheSvgLeadsToTheBox() throws ReaderException {
        Answer label = anybody.get("/api/box/label/" + box).expect(200);

        assertThat(label.header("Content-Type")).contains("image/svg+xml");
        assertThat(label.body()).contains("<title id=\"title-" + box + "\">Box " + name + "</title>", ">" + box + "<");
        String address = scanned(label.body()).get(0);
        assertThat(address).isEqualTo(anybody.base() + "/api/box/get/" + box);
        assertThat(anybody.get(URI.create(address).getPath()).expect(200).json())
                .isEqualTo(
                        Json.parse("{\"code\":200,\"body\":[{\"box_id\":\"" + box + "\",\"name\":\"" + name + "\"}]}"));
    }

    @Test
    void theCodeOfThePngLeadsToTheItem() throws Exception {
        for (String[] request :
                new String[][] {{"?format=png", "*/*"}, {"?format=PNG", "image/svg+xml"}, {"", "image/png"}}) {
            HttpResponse<byte[]> label = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(anybody.base().resolve("/api/item/label/" + item + request[0]))
                                    .header("Accept", request[1])
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());

            assertThat(label.statusCode()).isEqualTo(200);
            assertThat(label.headers().firstValue("Content-Type")).contains("image/png");
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(label.body()));
            int side = image.getWidth();
            String address = decode(side, image.getRGB(0, 0, side, side, null, 0, side));
            assertThat(anybody.get(URI.create(address).getPath())
                            .expect(200)
                            .json()
                            .at("/body/0/item_id")
                            .asText())
                    .isEqualTo(item);
        }
    }

    @Test
    void theSvgIsWhatIsAnsweredUnlessPngIsWanted() {
        for (String accept :
                List.of("*/*", BROWSER, "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "image/svg+xml")) {
            assertThat(anybody.get("/api/item/label/" + item, "Accept", accept)
                            .expect(200)
                            .header("Content-Type"))
                    .as(accept)
                    .contains("image/svg+xml");
        }
    }

    @Test
    void labelsTellWhatIsWrong() {
        refused("/api/box/label/short", 400, "box_id was malformed");
        refused("/api/box/label/zzzzzzz0", 404, "Box does not exist");
        refused("/api/item/label/zzzzzzz0", 404, "Item does not exist");
        refused("/api/box/label/" + box + "?format=gif", 400, "format is malformed, should be svg or png");
        assertThat(anybody.get("/api/box/label/" + box, "Accept", "text/csv")
                        .expect(406)
                        .json()
                        .path("code")
                        .asInt())
                .isEqualTo(406);
        assertThat(anybody.post("/api/box/label/" + box, "{}")
                        .expect(405)
                        .json()
                        .path("code")
                        .asInt())
                .isEqualTo(405);
    }

    @Test
    void aSheetHasTheLabelsThatWereAskedFor() throws ReaderException {
        String second = box(Site.unique("Drawer"));

        for (String query : List.of("box_id=" + second + "&box_id=" + box, "ids=" + second + "," + box)) {
            Answer sheet = anybody.get("/api/boxes/labels?" + query).expect(200);

            assertThat(sheet.header("Content-Type").orElse("")).startsWith("text/html");
            assertThat(scanned(sheet.body()))
                    .containsExactly(anybody.base() + "/api/box/get/" + second, anybody.base() + "/api/box/get/" + box);
            assertThat(sheet.body())
                    .contains("columns-3\"", "The codes lead to " + anybody.base() + "/.", "INVENTORY_PUBLIC_URL")
                    .doesNotContain("<script", "src=", "href=");
            assertStyleIsAllowed(sheet);
        }
        assertThat(anybody.get("/api/boxes/labels?columns=5&ids=" + box)
                        .expect(200)
                        .body())
                .contains("columns-5\"");
    }

    @Test
    void aSheetOfTheListFollowsItsOrder() throws ReaderException {
        JsonNode listed = anybody.get("/api/boxes/list?sortby=name&direction=DESC&limit=2&offset=0")
                .expect(200)
                .json();
        List<String> expected = new ArrayList<>();
        listed.path("body")
                .forEach(row -> expected.add(
                        anybody.base() + "/api/box/get/" + row.path("box_id").asText()));

        Answer sheet = anybody.get("/api/boxes/labels?sortby=name&direction=DESC&limit=2&offset=0")
                .expect(200);

        assertThat(scanned(sheet.body())).isEqualTo(expected);
    }

    @Test
    void sheetsTellWhatIsWrong() {
        refused("/api/boxes/labels?ids=" + box + ",zzzzzzz0", 404, "Box zzzzzzz0 does not exist");
        refused("/api/boxes/labels?ids=" + box + ",", 400, "ids was malformed");
        refused("/api/boxes/labels?box_id=short", 400, "box_id was malformed");
        refused("/api/boxes/labels?columns=6", 400, "columns should be from 1 to 5");
        refused("/api/boxes/labels?columns=0", 400, "columns should be from 1 to 5");
        refused("/api/boxes/labels?columns=x", 400, "x is not a valid integer columns");
        refused("/api/boxes/labels?limit=x", 400, "x is not a valid integer limit");
        StringBuilder many = new StringBuilder(box);
        for (int i = 0; i < 200; i++) {
            many.append(String.format(",%08d", i));
        }
        refused("/api/boxes/labels?ids=" + many, 400, "At most 200 labels are printed at once");
    }

    @Test
    void aBrowserIsShownThePageOfABox() {
        Answer page = anybody.get("/api/box/get/" + box, "Accept", BROWSER).expect(200);

        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(String.join(",", page.headers().allValues("Vary"))).contains("Accept");
        assertThat(page.body())
                .contains("<h1>" + name + "</h1>", "RC0603FR-0710KL", "250", item)
                .contains("href=\"" + anybody.base() + "/api/box/label/" + box + "\"")
                .contains("href=\"" + anybody.base() + "/api/item/get/" + item + "\"")
                .contains("<div class=\"table\" tabindex=\"0\"", "<span class=\"id\">" + item + "</span>")
                .doesNotContain("<script", "overflow-wrap: anywhere");
        assertStyleIsAllowed(page);
    }

    @Test
    void aBrowserIsShownThePageOfAnItemAndItsDevice() {
        Site site = Site.create(admin, "labelled");
        String serial = Site.unique("SN-LABEL");
        String labelled = admin.post(
                        "/api/item/create",
                        Map.of("box_id", box, "mfg_part_number", "SW-48", "quantity", 1, "serial_number", serial))
                .expect(200)
                .json()
                .at("/body/0/item_id")
                .asText();
        Answer device = site.register(site.device().put("serial_number", serial));

        String page = admin.get("/api/item/get/" + labelled, "Accept", BROWSER)
                .expect(200)
                .body();
        String toOthers = anybody.get("/api/item/get/" + labelled, "Accept", BROWSER)
                .expect(200)
                .body();

        String deviceName = device.json().path("name").asText();
        assertThat(page)
                .contains("<h1>SW-48</h1>", serial, name, deviceName, "has not been seen on the network yet")
                .doesNotContain("does not answer");
        assertThat(toOthers).contains(serial, name).doesNotContain(deviceName);
        assertThat(admin.get(Site.device(device.id()))
                        .json()
                        .at("/stored_in/box_name")
                        .asText())
                .isEqualTo(name);
        assertThat(admin.get("/api/item/get/" + labelled)
                        .json()
                        .at("/body/0/device/id")
                        .asLong())
                .isEqualTo(device.id());
    }

    @Test
    void everybodyElseIsAnsweredInJson() {
        for (String accept :
                List.of("*/*", "application/json", "text/html,application/json", "application/json, text/html;q=0.9")) {
            assertThat(anybody.get("/api/box/get/" + box, "Accept", accept)
                            .expect(200)
                            .header("Content-Type"))
                    .as(accept)
                    .contains("application/json");
        }
        assertThat(anybody.get("/api/item/get/" + item).expect(200).header("Content-Type"))
                .contains("application/json");
    }

    @Test
    void aBrowserIsToldOnAPageWhatIsNotThere() {
        Answer page = anybody.get("/api/box/get/zzzzzzz0", "Accept", BROWSER).expect(404);

        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>Box does not exist</h1>");
        assertThat(anybody.get("/api/item/get/short", "Accept", BROWSER)
                        .expect(400)
                        .body())
                .contains("<h1>item_id was malformed</h1>");
        refused("/api/box/get/zzzzzzz0", 404, "Box does not exist");
    }

    private void refused(String path, int status, String description) {
        JsonNode error = anybody.get(path).expect(status).json();
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.at("/body/0/description").asText()).isEqualTo(description);
    }

    private String box(String boxName) {
        return admin.post("/api/box/create", Map.of("name", boxName))
                .expect(200)
                .json()
                .at("/body/0/box_id")
                .asText();
    }

    private String item(String boxId, String part, int quantity) {
        return admin.post("/api/item/create", Map.of("box_id", boxId, "mfg_part_number", part, "quantity", quantity))
                .expect(200)
                .json()
                .at("/body/0/item_id")
                .asText();
    }

    /** Browsers apply a style only if the policy names its hash. */
    private static void assertStyleIsAllowed(Answer page) {
        String style = page.body()
                .substring(page.body().indexOf("<style>") + 7, page.body().indexOf("</style>"));
        List<String> policies = page.headers().allValues("Content-Security-Policy");
        assertThat(policies).hasSize(1);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            assertThat(policies.get(0))
                    .contains("default-src 'none'")
                    .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The texts of all QR codes that are drawn there. */
    private static List<String> scanned(String svg) throws ReaderException {
        List<String> texts = new ArrayList<>();
        Matcher codes = CODE.matcher(svg);
        while (codes.find()) {
            int side = Integer.parseInt(codes.group(1)) * SCALE;
            int[] pixels = new int[side * side];
            Arrays.fill(pixels, 0xFFFFFF);
            Matcher runs = RUN.matcher(codes.group(2));
            while (runs.find()) {
                int left = Integer.parseInt(runs.group(1)) * SCALE;
                int top = Integer.parseInt(runs.group(2)) * SCALE;
                int width = Integer.parseInt(runs.group(3)) * SCALE;
                for (int y = top; y < top + SCALE; y++) {
                    Arrays.fill(pixels, y * side + left, y * side + left + width, 0);
                }
            }
            texts.add(decode(side, pixels));
        }
        return texts;
    }

    /** It is drawn, not photographed: searched for as in a photograph, one of some hundred codes is not found. */
    private static String decode(int side, int[] pixels) throws ReaderException {
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))),
                        Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
