package dev.inventory.box.internal.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URI;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LabelTest {

    private static Label label(String name) {
        return new Label("Box", name, "k3f09a1z", URI.create("http://127.0.0.1:8080/api/box/get/k3f09a1z"));
    }

    @Test
    void isWellFormedWhateverTheName() throws Exception {
        String name = "</text><script>alert(\"1\")</script> & 'more'";

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(label(name).svg())));

        Element root = svg.getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Box " + name);
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .contains("http://127.0.0.1:8080/api/box/get/k3f09a1z");
        assertThat(root.getAttribute("aria-labelledby")).isEqualTo("title-k3f09a1z desc-k3f09a1z");
        assertThat(root.getTextContent()).endsWith("k3f09a1z");
    }

    @Test
    void breaksTheNameBetweenWords() {
        assertThat(label("Shelf A").lines()).containsExactly("Shelf A");
        assertThat(label("resistors and capacitors").lines()).containsExactly("resistors and", "capacitors");
    }

    @Test
    void breaksWordsThatAreTooLong() {
        List<String> lines = label("abcdefghijklmnopqrstuvwxyz").lines();

        assertThat(String.join("", lines)).isEqualTo("abcdefghijklmnopqrstuvwxyz");
        assertThat(lines).hasSize(2);
    }

    @Test
    void shortensWhatDoesNotFit() {
        List<String> lines = label("WIDE ".repeat(40).strip()).lines();

        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).endsWith("…");
    }
}
