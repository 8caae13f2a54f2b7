//! Some producers name the glyph of an ideograph by the radical of the same shape.

/// The ideographs that look like the 214 radicals of U+2F00 …, in their order.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement U+2E80 … and the ideographs of their shape, in order.
const SUPPLEMENT: (&str, &str) = (
    "⺁⺊⺌⺎⺛⺝⺟⺠⺩⺪⺼⻁⻄⻅⻆⻉⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂卜小兀无月母民王疋月虎西见角贝车辶長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
);

/// The ideograph in place of a radical; anything else as it is.
pub(super) fn unified(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth(c as usize - 0x2F00).unwrap_or(c),
        '\u{2E80}'..='\u{2EF3}' => {
            let twin = SUPPLEMENT.0.chars().zip(SUPPLEMENT.1.chars()).find(|&(radical, _)| radical == c);
            twin.map_or(c, |(_, twin)| twin)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_ideographs() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(SUPPLEMENT.0.chars().count(), SUPPLEMENT.1.chars().count());
        assert_eq!("⽀出⼀⻓年⼾⻝".chars().map(unified).collect::<String>(), "支出一长年户食");
    }
}
