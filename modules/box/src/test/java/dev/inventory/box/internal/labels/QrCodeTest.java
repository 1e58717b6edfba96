package dev.inventory.box.internal.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final String TEXT = "https://inventory.example.com/api/box/get/k3f09a1z";
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
    private static final int SCALE = 4;

    private final QrCode code = new QrCode(TEXT);

    @Test
    void pathIsReadByAReader() throws ReaderException {
        int side = code.size() * SCALE;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher runs = RUN.matcher(code.path());
        int end = 0;
        while (runs.find()) {
            assertThat(runs.start()).isEqualTo(end);
            end = runs.end();
            assertThat(runs.group(4)).isEqualTo(runs.group(3));
            int left = Integer.parseInt(runs.group(1)) * SCALE;
            int top = Integer.parseInt(runs.group(2)) * SCALE;
            int width = Integer.parseInt(runs.group(3)) * SCALE;
            for (int y = top; y < top + SCALE; y++) {
                Arrays.fill(pixels, y * side + left, y * side + left + width, 0);
            }
        }

        assertThat(end).isEqualTo(code.path().length());
        assertThat(read(new RGBLuminanceSource(side, side, pixels))).isEqualTo(TEXT);
    }

    @Test
    void pngIsReadByAReader() throws IOException, ReaderException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(code.png()));
        int side = image.getWidth();

        assertThat(image.getHeight()).isEqualTo(side);
        assertThat(side).isEqualTo(code.size() * 8);
        assertThat(read(new RGBLuminanceSource(side, side, image.getRGB(0, 0, side, side, null, 0, side))))
                .isEqualTo(TEXT);
    }

    @Test
    void keepsTheQuietZoneFree() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(code.png()));
        int zone = QrCode.QUIET_ZONE * 8;
        for (int i = 0; i < image.getWidth(); i++) {
            assertThat(image.getRGB(i, zone - 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
            assertThat(image.getRGB(zone - 1, i) & 0xFFFFFF).isEqualTo(0xFFFFFF);
            assertThat(image.getRGB(i, image.getHeight() - zone) & 0xFFFFFF).isEqualTo(0xFFFFFF);
            assertThat(image.getRGB(image.getWidth() - zone, i) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        }
        // and nothing more than that: the first finder pattern begins right behind it
        assertThat(image.getRGB(zone, zone) & 0xFFFFFF).isZero();
    }

    @Test
    void refusesWhatNoCodeHolds() {
        assertThatThrownBy(() -> new QrCode("x".repeat(3000))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String read(LuminanceSource image) throws ReaderException {
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(image)))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("No QR code in the image", e);
        }
    }
}
