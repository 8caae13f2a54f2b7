use clap::Args;

use crate::document::Limits;

/// 限额. What one report may cost.
#[derive(Clone, Debug, Args)]
pub(super) struct Limit {
    /// 一份报告的限额：多少 MB（默认文件 256，其中文字 64）；或 名=数，逗号分隔：pages 页、cells 单元格、depth
    /// 嵌套层数、ratio 解压倍数、seconds 秒
    #[arg(long = "limit", value_name = "限额", value_delimiter = ',', value_parser = bound)]
    bounds: Vec<Bound>,
}

/// One of the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Megabytes(u32),
    Pages(u32),
    Cells(u32),
    Depth(u32),
    Ratio(u32),
    Seconds(u32),
}

fn bound(word: &str) -> Result<Bound, String> {
    let (name, number) = word.split_once('=').unwrap_or(("mb", word));
    let number = number.trim().parse().ok().filter(|&n: &u32| n > 0).ok_or("应为整数")?;
    match name.trim().to_ascii_lowercase().as_str() {
        "mb" => Ok(Bound::Megabytes(number)),
        "pages" => Ok(Bound::Pages(number)),
        "cells" => Ok(Bound::Cells(number)),
        "depth" => Ok(Bound::Depth(number)),
        "ratio" => Ok(Bound::Ratio(number)),
        "seconds" => Ok(Bound::Seconds(number)),
        _ => Err("没有这种限额；可以限 mb、pages、cells、depth、ratio、seconds".to_owned()),
    }
}

impl Limit {
    pub(super) fn limits(&self) -> Limits {
        self.bounds.iter().fold(Limits::default(), |limits, &bound| match bound {
            Bound::Megabytes(n) => {
                let bytes = u64::from(n) << 20;
                Limits { file_bytes: bytes, text_bytes: bytes, ..limits }
            }
            Bound::Pages(pages) => Limits { pages, ..limits },
            Bound::Cells(cells) => Limits { cells, ..limits },
            Bound::Depth(depth) => Limits { depth, ..limits },
            Bound::Ratio(n) => Limits { expansion: n.into(), ..limits },
            Bound::Seconds(n) => Limits { millis: u64::from(n) * 1000, ..limits },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_one_by_one() {
        let limits = |words: &[&str]| Limit { bounds: words.iter().map(|w| bound(w).unwrap()).collect() }.limits();
        let of_two_megabytes = limits(&["2"]);
        assert_eq!((of_two_megabytes.file_bytes, of_two_megabytes.text_bytes), (2 << 20, 2 << 20));
        let several = limits(&["pages=3", "cells=100", "depth=9", "ratio=50", "seconds=2", "MB=1"]);
        assert_eq!((several.pages, several.cells, several.depth), (3, 100, 9));
        assert_eq!((several.expansion, several.millis, several.file_bytes), (50, 2000, 1 << 20));
        assert_eq!(several.pages, limits(&["pages=7", "pages=3"]).pages);
        assert!(bound("页=3").unwrap_err().contains("pages"));
        for none in ["", "多", "0", "-1", "pages=", "pages=x"] {
            assert_eq!(bound(none), Err("应为整数".to_owned()), "{none}");
        }
    }
}
