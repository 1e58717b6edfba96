package dev.inventory.box.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void leavesNothingThatMarkupUnderstands() {
        assertThat(Markup.escape("<a href=\"x\" id='y'>&amp;"))
                .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
    }

    @Test
    void keepsLettersOfAllScriptsAndDropsControlCharacters() {
        assertThat(Markup.escape("Größe 10 µF 電阻 😀\n\tb\u0000\u001b\r")).isEqualTo("Größe 10 µF 電阻 😀\n\tb");
    }

    @Test
    void escapesTheTitleOfAPage() {
        assertThat(new Page("</title><script>", "").html()).contains("<title>&lt;/title&gt;&lt;script&gt;</title>");
    }
}
